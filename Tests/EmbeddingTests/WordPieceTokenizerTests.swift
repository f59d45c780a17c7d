// The tokenizer beside the reference: every row of the golden file, and the rules one by one on a small vocabulary.

import Embedding
import Testing

struct WordPieceTokenizerTests {
  @Test func `every golden text has the reference's pieces`() throws {
    let tokenizer = try WordPieceTokenizer(vocabulary: InstalledModel.bytes("vocab.txt"))
    for golden in try GoldenText.all() {
      #expect(tokenizer.encode(golden.text) == golden.ids, "\(golden.testDescription)")
    }
  }

  private static let vocabulary = [
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "un", "##aff", "##able", "a", "e", ",", "日",
    "ᄒ", "##ᅡ", "##ᆫ", "i",
  ].joined(separator: "\n")

  private static let cases: [(text: String, ids: [Int32])] = [
    ("", []),
    ("unaffable", [5, 6, 7]),
    ("UNAFFABLE", [5, 6, 7]),
    ("unaffables", [1]),
    ("a,a", [8, 10, 8]),
    ("é", [9]),
    ("e\u{301}", [9]),
    ("İ", [15]),
    ("a日a", [8, 11, 8]),
    ("한", [12, 13, 14]),
    ("a\u{200B}\u{0}\u{FFFD}", [8]),
    ("a\u{3000}a\u{85}a", [8, 1]),
    ("a[MASK]a", [8, 4, 8]),
    ("[mask]", [1, 1, 1]),
  ]

  @Test(arguments: cases) func `each rule of the normalizer holds`(_ text: String, _ ids: [Int32])
    throws
  {
    let tokenizer = try WordPieceTokenizer(vocabulary: Array(Self.vocabulary.utf8))
    #expect(tokenizer.encode(text) == [2] + ids + [3])
  }

  @Test func `a long text keeps its beginning and its end mark`() throws {
    let tokenizer = try WordPieceTokenizer(vocabulary: Array(Self.vocabulary.utf8))
    let text = String(repeating: "unaffable ", count: 200)
    #expect(tokenizer.encode(text, limit: 6) == [2, 5, 6, 7, 5, 3])
    #expect(tokenizer.encode(text).count == 256)
    #expect(tokenizer.encode(text, limit: 0) == [2, 3])
  }

  @Test func `lines may end as on Windows`() throws {
    let text = Self.vocabulary.split(separator: "\n").joined(separator: "\r\n") + "\r\n"
    let tokenizer = try WordPieceTokenizer(vocabulary: Array(text.utf8))
    #expect(tokenizer.encode("unaffable") == [2, 5, 6, 7, 3])
    #expect(tokenizer.count == 16)
  }

  @Test func `a file that is no vocabulary is refused by name`() throws {
    let error = #expect(throws: EmbeddingError.self) {
      try WordPieceTokenizer(vocabulary: Array("{}".utf8))
    }
    #expect(error?.code == .badVocabulary)
    #expect(error?.description.contains("vocab.txt: has no [UNK]") == true)
  }
}
