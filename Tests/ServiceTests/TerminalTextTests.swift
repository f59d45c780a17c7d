// Hostile text on its way to a terminal.

import Service
import Testing

struct TerminalTextTests {
  @Test(arguments: [
    ("plain", "plain"), ("\u{1B}[31mred\u{1B}[0m", "red"), ("\u{1B}]0;title\u{7}x", "x"),
    ("\u{1B}]8;;http://evil\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"), ("\u{9B}2Jx", "x"),
    ("\u{1B}Pq#0\u{1B}\\x", "x"), ("\u{1B}cx", "x"), ("\u{1B}(0x", "x"), ("a\u{1B}", "a"),
    ("a\u{1B}[", "a"), ("a\u{1B}]never closed", "a"), ("a\u{1B}]open\nb", "a b"),
    ("a\rb", "a b"), ("a\tb\nc", "a b c"), ("a\u{8}\u{8}b", "ab"), ("\u{202E}abc\u{202C}", "abc"),
    ("\u{2066}x\u{2069}", "x"), ("\u{FEFF}x\u{200B}y", "xy"), ("\u{E0041}x", "x"),
    ("👩‍👩‍👧 ü é 日本", "👩‍👩‍👧 ü é 日本"), ("\u{1B}\u{1B}[31mx", "x"), ("\u{1B}[3\u{1B}[1mx", "x"),
    ("\u{1B}[31\nx", " x"),
  ])
  func `only what can be read is shown`(text: String, shown: String) {
    #expect(TerminalText.clean(text) == shown)
  }

  @Test func `lines are kept where they are wanted`() {
    #expect(TerminalText.cleanLines("a\n\u{1B}[1mb\r\nc") == "a\nb \nc")
  }

  @Test func `a log shows what was there`() {
    #expect(TerminalText.escaped("a\u{1B}[1m\n\u{202E}ü") == "a\\u{1B}[1m\\n\\u{202E}ü")
  }

  @Test func `cleaning leaves nothing to act on`() {
    var random = SeededRandom(seed: 3)
    let alphabet = Array("\u{1B}[]P\\;0m\u{7}\u{9B}\u{9C}\u{9D}ab\n\u{202E}".unicodeScalars)
    for _ in 0..<3_000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<12 { text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &random)]) }
      let cleaned = TerminalText.clean(String(text))
      #expect(
        cleaned.unicodeScalars.allSatisfy {
          $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && $0 != "\u{202E}"
        })
    }
  }

  @Test(arguments: [
    ("abc", 3), ("日本", 4), ("e\u{301}", 1), ("👩‍👧", 2), ("", 0), ("a\u{0}", 1), ("…", 1),
  ])
  func `columns of a text`(text: String, columns: Int) {
    #expect(TerminalText.width(text) == columns)
  }

  @Test func `a text is cut to its columns`() {
    #expect(TerminalText.fit("abcdef", columns: 4) == "abc…")
    #expect(TerminalText.fit("日本語", columns: 4, pads: true) == "日… ")
    #expect(TerminalText.fit("ab", columns: 4, pads: true) == "ab  ")
    #expect(TerminalText.excerpt(String(repeating: "x", count: 1_000), limit: 5) == "xxxx…")
  }
}
