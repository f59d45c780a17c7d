// Three encodings that glibc lacks and old feeds still name: two of the Macintosh, and HZ, which hides GB 2312 in seven
// bits (RFC 1843).

/// Encodings with tables of our own.
enum SmallCharset {
  /// The bytes as UTF-8, or nil for any other encoding's name.
  static func decode(_ bytes: ArraySlice<UInt8>, _ name: String) -> [UInt8]? {
    switch name {
    case "mac-greek": mapped(bytes, greek)
    case "mac-turkish": mapped(bytes, turkish)
    case "hz": hz(bytes)
    default: nil
    }
  }

  private static func mapped(_ bytes: ArraySlice<UInt8>, _ high: [Unicode.Scalar]) -> [UInt8] {
    var text = String.UnicodeScalarView()
    for byte in bytes {
      text.append(byte < 0x80 ? Unicode.Scalar(byte) : high[Int(byte) - 0x80])
    }
    return Array(String(text).utf8)
  }

  /// `~{` begins pairs of GB 2312 without their high bits, `~}` ends them, `~~` is a tilde.
  private static func hz(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var eight: [UInt8] = []
    var isPaired = false
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let next = index + 1 < bytes.endIndex ? bytes[index + 1] : 0
      switch (bytes[index], next) {
      case (0x7E, 0x7B): isPaired = true
      case (0x7E, 0x7D): isPaired = false
      case (0x7E, 0x7E): eight.append(0x7E)
      case (let byte, _):
        eight.append(isPaired && byte > 0x20 ? byte | 0x80 : byte)
        index -= 1
      }
      index += 2
    }
    return CharsetConverter("gb18030")?.convert(eight[...], badLimit: eight.count)?.utf8
  }

  private static let greek = Array(
    """
    Ä¹²É³ÖÜ΅àâä΄¨çéèêë£™îï•½‰ôö¦€ùûü†ΓΔΘΛΞΠß®©ΣΪ§≠°·Α±≤≥¥ΒΕΖΗΙΚΜΦΫΨΩ\
    άΝ¬ΟΡ≈Τ«»…\u{A0}ΥΧΆΈœ–―“”‘’÷ΉΊΌΎέήίόΏύαβψδεφγηιξκλμνοπώρστθωςχυζϊϋΐΰ\u{AD}
    """.unicodeScalars)

  private static let turkish = Array(
    """
    ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø\
    ¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸĞğİıŞş‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙ\u{F8A0}ˆ˜¯˘˙˚¸˝˛ˇ
    """.unicodeScalars)
}
