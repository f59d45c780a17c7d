// Whether a text speaks to a model and not to its readers. Nothing that looks for this finds all of it, so little hangs on
// it: what is suspected may still be judged, but only downward, and is never eligible for an action of its own.

/// Looks for instructions to a model.
package enum Instructions {
  /// Scalars of a text that are looked at: more than a judge is shown.
  static let lettersMax = 20_000

  /// The signs in title and text, each once, in the order of ``InstructionSign``.
  ///
  /// Linear in the text. Wordings are those of published attacks (Greshake and others, arXiv 2302.12173; Perez, Ribeiro,
  /// arXiv 2211.09527) in some languages; forms (marks, hidden and coded text, imitated answers) need no language.
  package static func signs(title: String, text: String) -> [InstructionSign] {
    let raw = "\(title)\n\(text)".unicodeScalars.prefix(lettersMax)
    let lines = String(raw).split(whereSeparator: \.isNewline).map { PlainText.line(String($0)) }
    let plain = lines.joined(separator: "\n")
    var signs = Set(
      patterns.filter { $0.pattern.isIn(plain) }.map(\.sign))
    if isHiding(raw) { signs.insert(.hidden) }
    if lines.contains(where: isCoded) { signs.insert(.coded) }
    return InstructionSign.allCases.filter(signs.contains)
  }

  /// Tag characters but for those of flags, or many invisible ones in a row.
  private static func isHiding(_ scalars: Substring.UnicodeScalarView) -> Bool {
    var (run, isFlag) = (0, false)
    for scalar in scalars {
      switch scalar.value {
      case 0x1F3F4: (run, isFlag) = (0, true)
      case 0xE0020...0xE007F where isFlag: continue
      case 0xE0000...0xE007F, 0xE0100...0xE01EF: return true
      case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF, 0xFE00...0xFE0E:
        run += 1
        if run >= 4 { return true }
      default: (run, isFlag) = (0, false)
      }
    }
    return false
  }

  /// A run of Base64 with small and capital letters and digits, which no word and no address is.
  private static func isCoded(_ line: String) -> Bool {
    line.split(separator: " ").contains { word in
      guard word.utf8.count >= 64 else { return false }
      return word.utf8.split { !isBase64($0) }.contains { run in
        run.count >= 64 && run.contains { (0x61...0x7A).contains($0) }
          && run.contains { (0x41...0x5A).contains($0) }
          && run.contains { (0x30...0x39).contains($0) }
      }
    }
  }

  private static func isBase64(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x3D: true
    default: false
    }
  }

  private static let patterns: [(sign: InstructionSign, pattern: RulePattern)] =
    wordings.flatMap { sign, texts in
      texts.compactMap { text in (try? RulePattern(text)).map { (sign, $0) } }
    }
}
