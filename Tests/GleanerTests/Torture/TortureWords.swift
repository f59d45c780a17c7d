// Texts for posts, of which none retells another.

import TestSupport

enum TortureWords {
  static func text(_ number: Int) -> String {
    var dice = SteadyDice(UInt64(number) &* 0x9E37_79B9)
    let words = (0..<9).map { _ in
      let letters = (0..<Int.random(in: 4...8, using: &dice)).map { _ in
        "abcdefghiklmnoprstuvwz".randomElement(using: &dice) ?? "a"
      }
      return String(letters)
    }
    return "Note \(number): \(words.joined(separator: " "))"
  }
}
