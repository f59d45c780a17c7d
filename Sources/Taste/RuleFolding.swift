// Letters without case and marks, so that a rule about "Zürich" meets "ZURICH" and "zürich". The mind has no ICU:
// the letters that carry marks in Latin, Greek and Cyrillic stand here as Unicode decomposes them.

/// Folds one Unicode scalar to what two spellings of a word have in common.
enum RuleFolding {
  /// Appends the folded form of `scalar` as UTF-8.
  ///
  /// Nothing for a combining mark, one letter mostly, two for `ß` and its like.
  @inline(__always)
  static func append(_ scalar: Unicode.Scalar, to word: inout [UInt8]) {
    let value = scalar.value
    if value < 0x80 {
      word.append(UInt8(value) | ((0x41...0x5A).contains(value) ? 0x20 : 0))
    } else {
      appendBeyondASCII(scalar, to: &word)
    }
  }

  private static func appendBeyondASCII(_ scalar: Unicode.Scalar, to word: inout [UInt8]) {
    guard !isMark(scalar.value) else { return }
    // Most text beyond ASCII is in small letters already, or in a script without capitals.
    guard scalar.properties.changesWhenLowercased else {
      appendLower(scalar, to: &word)
      return
    }
    for lower in scalar.properties.lowercaseMapping.unicodeScalars where !isMark(lower.value) {
      appendLower(lower, to: &word)
    }
  }

  private static func appendLower(_ scalar: Unicode.Scalar, to word: inout [UInt8]) {
    if let spelled = spellings[scalar] {
      word += spelled.utf8
    } else {
      word += UTF8.encode(bases[scalar] ?? narrow(scalar)) ?? UTF8.encodedReplacementCharacter
    }
  }

  /// Combining marks of Latin, Greek and Cyrillic; points of Hebrew; vowel signs of Arabic.
  static func isMark(_ value: UInt32) -> Bool {
    switch value {
    case 0x0300...0x036F, 0x0483...0x0487, 0x0591...0x05BD, 0x064B...0x065F, 0x1AB0...0x1AFF,
      0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE00...0xFE0F:
      true
    default: false
    }
  }

  /// Full-width forms (U+FF01…FF5E) are ASCII in another dress.
  private static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
    return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
  }

  private static let spellings: [Unicode.Scalar: String] = [
    "ß": "ss", "æ": "ae", "ǣ": "ae", "ǽ": "ae", "œ": "oe", "þ": "th", "ĳ": "ij",
  ]

  private static let bases: [Unicode.Scalar: Unicode.Scalar] = {
    var bases: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (base, marked) in marked {
      for scalar in marked.unicodeScalars { bases[scalar] = base }
    }
    return bases
  }()

  /// From Unicode's canonical decompositions (UnicodeData.txt, field 5), and the letters with a stroke.
  private static let marked: [Unicode.Scalar: String] = [
    "a": "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ",
    "b": "ḃḅḇ",
    "c": "çćĉċčḉ",
    "d": "đðďḋḍḏḑḓ",
    "e": "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ",
    "f": "ḟ",
    "g": "ĝğġģǧǵḡ",
    "h": "ħĥȟḣḥḧḩḫẖ",
    "i": "ıìíîïĩīĭįǐȉȋḭḯỉị",
    "j": "ĵǰ",
    "k": "ķǩḱḳḵ",
    "l": "łĺļľḷḹḻḽ",
    "m": "ḿṁṃ",
    "n": "ñńņňǹṅṇṉṋ",
    "o": "øǿòóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ",
    "p": "ṕṗ",
    "r": "ŕŗřȑȓṙṛṝṟ",
    "s": "śŝşšșṡṣṥṧṩ",
    "t": "ŧţťțṫṭṯṱẗ",
    "u": "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự",
    "v": "ṽṿ",
    "w": "ŵẁẃẅẇẉẘ",
    "x": "ẋẍ",
    "y": "ýÿŷȳẏẙỳỵỷỹ",
    "z": "źżžẑẓẕ",
    "ʒ": "ǯ",
    "α": "άἀἁἂἃἄἅἆἇὰάᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ",
    "ε": "έἐἑἒἓἔἕὲέ",
    "η": "ήἠἡἢἣἤἥἦἧὴήᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ",
    "ι": "ΐίϊἰἱἲἳἴἵἶἷὶίιῐῑῒΐῖῗ",
    "ο": "όὀὁὂὃὄὅὸό",
    "ρ": "ῤῥ",
    "σ": "ς",
    "υ": "ΰϋύὐὑὒὓὔὕὖὗὺύῠῡῢΰῦῧ",
    "ω": "ώὠὡὢὣὤὥὦὧὼώᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ",
    "а": "ӑӓ",
    "г": "ѓ",
    "е": "ѐёӗ",
    "ж": "ӂӝ",
    "з": "ӟ",
    "и": "йѝӣӥ",
    "к": "ќ",
    "о": "ӧ",
    "у": "ўӯӱӳ",
    "ч": "ӵ",
    "ы": "ӹ",
    "э": "ӭ",
    "і": "ї",
    "ѵ": "ѷ",
    "ә": "ӛ",
    "ө": "ӫ",
  ]
}
