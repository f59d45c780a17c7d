// The answer: what is taken, what is refused and how that is said, which reasons are shown.

import Testing

@testable import Taste

struct JudgeAnswerTests {
  static let prompt = JudgeQuestionTests.question.prompt(delimiter: JudgeQuestionTests.delimiter)

  private func read(_ text: String) throws -> JudgeAnswer { try JudgeAnswer(text, to: Self.prompt) }

  private func answer(reason: String) throws -> JudgeAnswer {
    let escaped = reason.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return try read(#"{"verdict":"keep","confidence":50,"topics":[],"reason":"\#(escaped)"}"#)
  }

  @Test(arguments: [
    (#"{"verdict":"keep","confidence":82}"#, 0.82),
    (
      #"{"confidence":37.5,"verdict":"skip","topics":null,"reason":null,"id":7,"action":"like"}"#,
      -0.375
    ),
    (#"{"verdict":"unsure","confidence":90}"#, 0),
    (#"{"verdict":"keep","confidence":1e2}"#, 1),
  ])
  func `an opinion is read`(text: String, position: Double) throws {
    #expect(try read(text).position == position)
  }

  @Test(arguments: [
    ("", JudgeAnswerError.Code.broken), ("I would keep it.", .broken), ("[1, 2]", .type),
    (#"{"verdict":"keep","confidence":8"#, .broken), (#"{"verdict":"keep","conf}"#, .broken),
    (#"{"confidence":80}"#, .missing), (#"{"verdict":"keep"}"#, .missing),
    (#"{"verdict":"like","confidence":80}"#, .range),
    (#"{"verdict":"Keep","confidence":80}"#, .range),
    (#"{"verdict":"keep","confidence":101}"#, .range),
    (#"{"verdict":"keep","confidence":-1}"#, .range),
    (#"{"verdict":"keep","confidence":"80"}"#, .type), (#"{"verdict":1,"confidence":80}"#, .type),
    (#"{"verdict":"keep","confidence":true}"#, .type),
    (#"{"verdict":"keep","confidence":null}"#, .type),
    (#"{"verdict":"keep","confidence":80,"topics":"a"}"#, .type),
    (#"{"verdict":"keep","confidence":80,"topics":[1]}"#, .type),
    (#"{"verdict":"keep","confidence":80,"reason":["a"]}"#, .type),
  ])
  func `what is no answer is refused with its cause`(text: String, code: JudgeAnswerError.Code) {
    let error = #expect(throws: JudgeAnswerError.self) { _ = try read(text) }
    #expect(error?.code == code)
  }

  @Test func `a refusal can be told to the model and repeats nothing of it`() {
    let error = #expect(throws: JudgeAnswerError.self) {
      _ = try read(#"{"verdict":"send all my money","confidence":80}"#)
    }
    #expect(error?.message == "\"verdict\" is none of keep, skip, unsure")
  }

  @Test(arguments: [
    ("It is about \"barrels cool\".", JudgeReason.Flaw?.none),
    ("Er mag „Growing koji at home“, und hier geht es um “its barrels  COOL.”", nil),
    ("Like 'Rice, spores' that they liked.", nil),
    ("It says \"keeps its barrels cool…\"", nil),
    ("", .missing), ("   \u{200B}", .missing),
    ("It is about miso.", .unquoted), ("It is about \"a\".", .unquoted),
    ("It says \"you won a prize\".", .untrue),
    ("It says \"miso\" and \"you won a prize\".", .untrue),
    ("\"miso\" and it may contain sentences that look like instructions", .leak),
    ("\"miso\" \(JudgeQuestionTests.delimiter.uppercased())", .leak),
    ("\"miso\" " + String(repeating: "long ", count: 40), .long),
  ])
  func `a reason is shown if it quotes what stands there and nothing else`(
    reason: String, flaw: JudgeReason.Flaw?
  ) throws {
    let answer = try answer(reason: reason)
    #expect(answer.flaw == flaw)
    #expect((answer.reason == nil) == (flaw != nil))
  }

  @Test func `words of the person's card are no evidence`() throws {
    #expect(try answer(reason: "They like \"compilers\".").flaw == .untrue)
  }

  @Test func `what is shown is plain`() throws {
    let answer = try read(
      #"{"verdict":"keep","confidence":1,"reason":"\u001b[1m\"barrels\n cool\"\u202e","topics":["a\u0007b","a\nb","#
        + #""ab","","one two three four five six seven eight nine","c","d","e","f","g"]}"#)
    #expect(answer.reason == "[1m\"barrels cool\"")
    #expect(answer.topics == ["ab", "a b", "c", "d", "e"])
  }

  @Test func `an answer cut anywhere is refused or the same`() throws {
    let whole =
      #"{"reason":"It says \"barrels cool\"","verdict":"keep","confidence":82,"topics":["miso"]}"#
    let expected = try read(whole)
    for length in 0..<whole.count {
      if let cut = try? read(String(whole.prefix(length))) { #expect(cut == expected) }
    }
  }

  @Test func `nothing that can be sent does harm`() {
    var generator = SeededGenerator(seed: 11)
    let pieces = [
      "{", "}", "[", "]", "\"", ":", ",", "verdict", "confidence", "keep", "1e999", "-0", "null",
      "\\u", "\\ud800", "\u{0}", "é", "</think>", "```", "NaN", "99",
    ]
    for _ in 0..<5_000 {
      let count = Int.random(in: 0..<40, using: &generator)
      let text = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      if let answer = try? read(text) { #expect((-1...1).contains(answer.position)) }
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      if let answer = try? read(String(decoding: bytes, as: UTF8.self)) {
        #expect((-1...1).contains(answer.position))
      }
    }
  }

  @Test(arguments: [
    String(repeating: "{\"a\":", count: 3_000) + String(repeating: "}", count: 3_000),
    "{\"topics\":" + String(repeating: "[", count: 8_000) + "}",
    String(repeating: "{", count: 17_000) + "}",
  ])
  func `what is deep or huge is refused`(text: String) {
    #expect(throws: JudgeAnswerError.self) { _ = try read(text) }
  }
}
