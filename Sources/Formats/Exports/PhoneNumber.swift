// One number is written in many ways: with and without the country, with spaces, brackets and dashes.

/// Phone numbers as keys.
package enum PhoneNumber {
  /// So many digits at the end are the same in every notation.
  private static let telling = 9

  /// The last digits of a number; what is none (a short name, an address) in lower case.
  package static func key(_ text: String) -> String {
    let digits = text.unicodeScalars.filter { (0x30...0x39).contains($0.value) }
    let isNumber =
      digits.count >= 5
      && text.allSatisfy { $0.isNumber || $0.isWhitespace || "+-().\u{202A}\u{202C}/".contains($0) }
    guard isNumber else { return text.lowercased() }
    return String(String.UnicodeScalarView(digits.suffix(telling)))
  }
}
