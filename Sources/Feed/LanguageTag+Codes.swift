// Codes that mean the same. BCP 47 wants the shortest code of a language; feeds also write withdrawn ones, those of
// libraries (ISO 639-2), and now and then the country's.

extension LanguageTag {
  /// Codes that name no language: undetermined, several, none, not coded, and CLD2's "unknown" and "script only".
  static let nameless: Set<String> = ["und", "mul", "zxx", "mis", "un", "xx", "xxx"]

  /// The code that is used here for one that means the same.
  static let shortest: [String: String] = {
    var codes: [String: String] = [:]
    for line in synonyms.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      for word in words.dropFirst() { codes[word] = words[0] }
    }
    return codes
  }()

  /// Each line a code and what becomes it.
  ///
  /// Both written forms of Norwegian count as `no`: CLD2 and most feeds do not tell them apart.
  private static let synonyms = """
    ar ara
    bg bul
    bn ben
    ca cat
    cs ces cze cz
    da dan dk
    de deu ger
    el ell gre gr
    en eng
    es spa
    et est
    eu eus baq
    fa fas per
    fi fin
    fr fra fre
    he heb iw
    hi hin
    hr hrv
    hu hun
    id ind in
    is isl ice
    it ita
    ja jpn jp
    jv jav jw
    ko kor
    lt lit
    lv lav
    nl nld dut
    no nor nb nob nn nno
    pl pol
    pt por
    ro ron rum mo
    ru rus
    sk slk slo
    sl slv
    sr srp
    sv swe
    th tha
    tl fil tgl
    tr tur
    uk ukr ua
    ur urd
    vi vie
    yi yid ji
    zh zho chi cmn cn
    """
}
