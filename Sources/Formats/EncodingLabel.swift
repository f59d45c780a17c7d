// What a document calls its encoding, and what is meant by it. Labels come from the network, so only plain words
// pass, and the names follow the WHATWG Encoding Standard, which records what browsers have found to be true.

/// Turns labels into names that `iconv` of glibc knows.
enum EncodingLabel {
  /// The encoding's name in lower case, or nil when the label is no plain word.
  static func normalised(_ label: String) -> String? {
    let word = label.drop { " \t\r\n\"'".contains($0) }.prefix { !" \t\r\n\"';".contains($0) }
    let allowed = word.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
        || [0x2D, 0x2E, 0x3A, 0x5F, 0x2B].contains(byte)
    }
    guard allowed, !word.isEmpty, word.utf8.count <= 40 else { return nil }
    let lower = withoutYear(word.lowercased())
    return aliases[lower] ?? aliases[compact(lower)] ?? lower
  }

  /// Names to try with `iconv_open`, best first.
  static func candidates(_ name: String) -> [String] {
    var all = [name]
    if name.allSatisfy(\.isNumber) { all.append("cp" + name) }
    if name.hasPrefix("windows-") { all.append("cp" + name.dropFirst(8)) }
    if name.contains("_") { all.append(String(name.map { $0 == "_" ? "-" : $0 })) }
    if name.contains("-") || name.contains("_") { all.append(compact(name)) }
    if name.hasPrefix("mac") { all.append("mac-" + compact(name).dropFirst(3)) }
    if name.hasPrefix("csibm") || name.hasPrefix("cspc") { all.append("ibm" + digits(name)) }
    return all
  }

  /// `iso-8859-5:1988` is `iso-8859-5`.
  private static func withoutYear(_ name: String) -> String {
    guard name.hasPrefix("iso"), name.utf8.count > 12 else { return name }
    let tail = name.suffix(5)
    let isYear =
      tail.dropFirst().allSatisfy(\.isNumber) && tail.first.map { "-_:".contains($0) } == true
    return isYear && (tail.dropFirst().hasPrefix("19") || tail.hasSuffix("2001"))
      ? String(name.dropLast(5)) : name
  }

  private static func compact(_ name: String) -> String {
    String(name.filter { $0 != "-" && $0 != "_" && $0 != ":" && $0 != "." })
  }

  private static func digits(_ name: String) -> String {
    String(name.filter(\.isNumber).prefix(4))
  }

  /// Labels whose plain reading is wrong or unknown to glibc.
  ///
  /// The wider encoding stands for the narrower one that people name (WHATWG, "Names and labels").
  private static let aliases: [String: String] = {
    var table: [String: String] = [:]
    for (name, labels) in families {
      for label in labels.split(separator: " ") { table[String(label)] = name }
    }
    return table
  }()

  private static let families: [(String, String)] = [
    ("utf-8", "utf-8 utf8 unicode11utf8 utf8sig u8 xutf8 unicode20utf8 csutf8"),
    (
      "windows-1252",
      """
      ascii usascii us-ascii iso88591 latin1 l1 ibm819 cp819 iso885911987 isoir100 cp1252 xcp1252 \
      windows1252 ansix341968 646 8859 iso8859 csisolatin1 1252
      """
    ),
    ("windows-1250", "windows1250 xcp1250 1250"),
    ("windows-1251", "windows1251 xcp1251 1251"),
    ("windows-1253", "windows1253 xcp1253 1253"),
    ("windows-1254", "iso88599 latin5 l5 windows1254 xcp1254 csisolatin5 1254"),
    ("windows-1255", "windows1255 xcp1255 1255"),
    ("windows-1256", "windows1256 xcp1256 1256"),
    ("windows-1257", "windows1257 xcp1257 1257"),
    ("windows-1258", "windows1258 xcp1258 1258"),
    (
      "windows-874",
      "iso885911 tis620 tis6200 tis62025290 tis62025291 isoir166 thai dos874 windows874 cp874 874"
    ),
    ("iso-8859-6", "iso88596e iso88596i csiso88596e csiso88596i"),
    ("iso-8859-8", "iso88598e iso88598i logical visual csiso88598e csiso88598i"),
    ("iso-8859-10", "latin6 l6"), ("iso-8859-15", "latin9 l9 latin0 csisolatin9"),
    ("hz", "hz hzgb hzgb2312 csgb2312hz"), ("mac-greek", "macgreek xmacgreek"),
    ("mac-turkish", "macturkish xmacturkish"), ("cp861", "cpis"),
    ("cp1125", "ibm1125 cp866u ruscii"),
    ("hp-roman8", "cp1051 ibm1051 roman8 r8 hproman8"), ("johab", "ms1361 cp1361"),
    (
      "gb18030",
      "gb2312 gbk gb23121980 gb180302000 csiso58gb231280 isoir58 xmacsimpchinese gb231280 csgb2312 eucgb2312cn euccn xgbk 936 cp936 ms936 chinese"
    ),
    ("big5", "big5 cnbig5 xxbig5 csbig5 big5tw 950 cp950 ms950 xmactradchinese"),
    ("big5-hkscs", "big5hkscs hkscs"),
    ("iso-2022-jp-2", "iso2022jp1 iso2022jpext"), ("iso-2022-jp-3", "iso2022jp3 iso2022jp2004"),
    ("iso-8859-7", "elot928 suneugreek"),
    (
      "cp949",
      """
      euckr ksc5601 ks_c_5601 ks_c_5601-1987 ksc56011987 ksc56011989 korean windows949 uhc ms949 949 \
      cseuckr csksc56011987 isoir149 ksx1001 xmackorean
      """
    ),
    ("cp932", "shiftjis sjis xsjis csshiftjis xmacjapanese mskanji windows31j ms932 932"),
    ("euc-jp", "xeucjp ujis cseucpkdfmtjapanese eucjp"),
    ("iso-2022-jp", "iso2022jp csiso2022jp"),
    ("koi8-r", "koi koi8 koi8r cskoi8r"), ("koi8-u", "koi8ru koi8u"),
    ("macintosh", "macroman xmacroman mac"),
    ("mac-cyrillic", "maccyrillic xmaccyrillic xmacukrainian macukrainian"),
    ("mac-centraleurope", "maclatin2 maccentraleurope maccentraleuro maccenteuro maceastern"),
    ("mac-is", "maciceland macicelandic"),
    ("utf-16", "utf16 ucs2 csunicode iso10646ucs2 unicode u16"),
    ("utf-16le", "utf16le unicodelittleunmarked"), ("utf-16be", "utf16be unicodebigunmarked"),
    ("utf-32", "utf32 ucs4 iso10646ucs4 u32"), ("utf-32le", "utf32le"), ("utf-32be", "utf32be"),
    ("utf-7", "utf7 unicode11utf7 u7"),
    ("ibm037", "cp037 ibm039 ebcdiccpus ebcdiccpca ebcdiccpwt ebcdiccpnl 037"),
    ("ibm500", "ebcdiccpbe ebcdiccpch cp500 500"),
    ("ibm424", "ebcdiccphe cp424"), ("ibm1026", "cp1026"), ("ibm1140", "cp1140"),
    ("ibm862", "cspc862latinhebrew"), ("ibm850", "cspc850multilingual"),
    ("ibm775", "cspc775baltic"), ("ibm437", "cspc8codepage437"), ("ibm852", "cspcp852"),
    ("euc-jisx0213", "eucjis2004 jisx0213 eucjisx0213"),
    ("shift_jisx0213", "shiftjis2004 shiftjisx0213 sjis2004 sjisx0213"),
    ("pt154", "ptcp154 csptcp154 cyrillicasian cp154"), ("rk1048", "kz1048 strk10482002"),
  ]
}
