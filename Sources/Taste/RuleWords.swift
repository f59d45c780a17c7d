// Text as folded words. A rule's term matches whole words and nothing else: "art" must not mute "party".

/// Cuts text into the words that rules compare.
enum RuleWords {
  /// Stands between fields, so that no phrase reaches from the title into the text; no word is ever empty.
  static let boundary = ""

  /// The folded words of `text`, in order.
  ///
  /// A word is a run of letters, marks and digits with the `+` or `#` at its end (C++, C#). Scripts that write no
  /// spaces (Han, kana, Thai and neighbours) give one word for each character, so a phrase is found anywhere in them.
  static func words(_ text: String) -> [String] {
    var words: [String] = []
    append(text, to: &words)
    return words
  }

  static func append(_ text: String, to words: inout [String]) {
    var word = String.UnicodeScalarView()
    func finish() {
      guard !word.isEmpty else { return }
      words.append(String(word))
      word.removeAll(keepingCapacity: true)
    }
    for scalar in text.unicodeScalars {
      if standsAlone(scalar.value) {
        finish()
        words.append(String(scalar))
      } else if isWordPart(scalar) {
        if let last = word.last, isSuffix(last) { finish() }
        RuleFolding.append(scalar, to: &word)
      } else if isSuffix(scalar), !word.isEmpty {
        word.append(scalar)
      } else if !isInvisible(scalar.value) {
        finish()
      }
    }
    finish()
  }

  private static func isSuffix(_ scalar: Unicode.Scalar) -> Bool { scalar == "+" || scalar == "#" }

  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 0x80 {
      return (0x61...0x7A).contains(value | 0x20) || (0x30...0x39).contains(value)
    }
    return switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
      true
    default: false
    }
  }

  /// Soft hyphens and joiners, which would otherwise let a word hide from its rule.
  private static func isInvisible(_ value: UInt32) -> Bool {
    value == 0xAD || (0x200B...0x200D).contains(value) || value == 0x2060 || value == 0xFEFF
  }

  private static func standsAlone(_ value: UInt32) -> Bool {
    switch value {
    case 0x0E01...0x0E3A, 0x0E40...0x0E4E, 0x0E81...0x0EDF, 0x1000...0x109F, 0x1780...0x17D3: true
    case 0x3041...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: true
    default: false
    }
  }
}
