// Text as folded words. A rule's term matches whole words and nothing else: "art" must not mute "party".

/// Cuts text into the words that rules compare.
enum RuleWords {
  /// Stands between fields, so that no phrase reaches from the title into the text; no word is ever empty.
  static let boundary = ""

  /// The folded words of `text`, in order.
  ///
  /// A word is a run of letters, marks and digits with the `+` or `#` at its end (C++, C#). Scripts that write no
  /// spaces (Han, kana, Thai and neighbours) give one word for each character, so a phrase is found anywhere in them.
  ///
  /// `withMarks` leaves the marks on letters, which stems depend on; capitals are small all the same.
  static func words(_ text: String, withMarks: Bool = false) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    func finish() {
      guard !word.isEmpty else { return }
      words.append(String(decoding: word, as: UTF8.self))
      word.removeAll(keepingCapacity: true)
    }
    for scalar in text.unicodeScalars {
      switch kind(scalar) {
      case .part:
        if let last = word.last, isSuffix(last) { finish() }
        if withMarks {
          word += scalar.properties.lowercaseMapping.utf8
        } else {
          RuleFolding.append(scalar, to: &word)
        }
      case .gap: finish()
      case .suffix:
        if !word.isEmpty { word.append(UInt8(scalar.value)) }
      case .alone:
        finish()
        words.append(String(scalar))
      case .invisible: break
      }
    }
    finish()
    return words
  }

  /// What a scalar is to a word.
  private enum Kind { case part, gap, suffix, alone, invisible }

  @inline(__always)
  private static func kind(_ scalar: Unicode.Scalar) -> Kind {
    let value = scalar.value
    guard value < 0x80 else { return kindBeyondASCII(scalar) }
    if (0x61...0x7A).contains(value | 0x20) || (0x30...0x39).contains(value) { return .part }
    return scalar == "+" || scalar == "#" ? .suffix : .gap
  }

  private static func kindBeyondASCII(_ scalar: Unicode.Scalar) -> Kind {
    if isInvisible(scalar.value) { return .invisible }
    if standsAlone(scalar.value) { return .alone }
    return switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
      .part
    default: .gap
    }
  }

  private static func isSuffix(_ byte: UInt8) -> Bool { byte == 0x2B || byte == 0x23 }

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
