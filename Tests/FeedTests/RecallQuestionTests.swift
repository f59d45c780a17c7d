// What is typed to find something again.

import Feed
import Testing

struct RecallQuestionTests {
  @Test(arguments: [
    ("why the crust", "why the crust", ["why", "the", "crust"], [], []),
    ("\"pale crust\" rye", "pale crust rye", ["rye"], ["pale crust"], []),
    ("“pale  crust” -rye", "pale crust", [], ["pale crust"], ["rye"]),
    ("bread -\"dark rye\" (oven),", "bread (oven),", ["bread", "oven"], [], ["dark rye"]),
    ("a - b well-known", "a - b well-known", ["a", "b", "well-known"], [], []),
    ("\"open end", "\"open end", ["open", "end"], [], []),
    ("bread bread", "bread bread", ["bread"], [], []),
    ("-rye", "", [], [], ["rye"]),
    ("?! \"…\"", "?! …", [], [], []),
    ("", "", [], [], []),
  ])
  func `words, exact phrases, and what must not occur`(
    text: String, meaning: String, words: [String], phrases: [String], excluded: [String]
  ) {
    let question = RecallQuestion(text)
    #expect(question.meaning == meaning)
    #expect(question.words == words)
    #expect(question.phrases == phrases)
    #expect(question.excluded == excluded)
  }

  @Test func `of very many words the first count`() {
    let question = RecallQuestion(
      (0..<500).map { "w\($0) -x\($0) \"y \($0)\"" }.joined(separator: " "))
    #expect(question.words.count == 32 && question.words.first == "w0")
    #expect(question.phrases.count == 32 && question.excluded.count == 32)
  }
}
