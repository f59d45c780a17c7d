// Patterns: what is refused, and that none of them can take long.

import Taste
import Testing

struct RulePatternTests {
  @Test(arguments: [
    ("(", "no regular expression: missing ): ("),
    ("a(?=b)", "no regular expression: invalid perl operator: (?="),
    ("(a)\\1", "no regular expression: invalid escape sequence: \\1"),
    ("", "0 bytes long, expected 1 to 500"),
    ("(abcdefgh){1,300}", "too large a regular expression: repeat less often"),
  ])
  func `what cannot be used is refused with the reason`(pattern: String, message: String) {
    let refusal = #expect(throws: RulePattern.Refusal.self) { _ = try RulePattern(pattern) }
    #expect(refusal?.message == message)
  }

  @Test func `a long pattern is refused`() {
    #expect(throws: RulePattern.Refusal.self) {
      _ = try RulePattern(String(repeating: "a", count: 501))
    }
  }

  @Test(arguments: ["(a*)*b", "(a+)+$", "(a|a)*c", "(a|aa)+d", "^(([a-z])+.)+[A-Z]([a-z])+$"])
  func `what explodes elsewhere takes steps that are counted`(text: String) throws {
    let pattern = try RulePattern(text)
    #expect(pattern.size <= RulePattern.sizeMax)
    // At most size steps for each byte, and no more bytes than this: the product is the bound.
    let long = String(repeating: "a", count: 4 * RulePattern.textMax)
    _ = pattern.isIn(long)
  }

  @Test func `what lies beyond the limit is not searched`() throws {
    let pattern = try RulePattern("needle")
    let near = String(repeating: "x", count: RulePattern.textMax - 6) + "needle"
    #expect(pattern.isIn(near))
    #expect(!pattern.isIn("é" + near))
  }

  @Test func `random patterns and texts do no harm`() {
    var dice = SeededGenerator(seed: 11)
    let signs = Array("ab|*+?()[]{}^$.\\d-,19é\u{1F600}\u{0} ")
    for _ in 0..<2_000 {
      let text = String(
        (0..<Int.random(in: 1..<20, using: &dice)).compactMap { _ in
          signs.randomElement(using: &dice)
        })
      guard let pattern = try? RulePattern(text) else { continue }
      #expect(pattern.size <= RulePattern.sizeMax)
      _ = pattern.isIn(String(text.reversed()))
    }
  }
}
