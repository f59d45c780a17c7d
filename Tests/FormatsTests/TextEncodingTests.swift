// Encodings declared, contradicted, wrong and absent.

import Formats
import Testing

@testable import Formats

struct TextEncodingTests {
  private func decode(_ bytes: [UInt8], _ contentType: String? = nil) -> String {
    String(decoding: TextEncoding.decode(bytes, contentType: contentType).utf8, as: UTF8.self)
  }

  private func document(_ encoding: String, _ title: [UInt8]) -> [UInt8] {
    Array("<?xml version=\"1.0\" encoding=\"\(encoding)\"?><t>".utf8) + title + Array("</t>".utf8)
  }

  @Test(
    arguments: [
      ("utf-8", [0xC3, 0xA9], "é"), ("iso-8859-1", [0xE9], "é"), ("latin1", [0x93, 0x80], "“€"),
      ("windows_1252", [0x99], "™"), ("iso-8859-2", [0xB1], "ą"), ("ISO-8859-15", [0xA4], "€"),
      ("windows-1251", [0xC4, 0xE0], "Да"), ("koi8-r", [0xE4, 0xC1], "Да"),
      ("shift_jis", [0x93, 0xFA], "日"), ("x-sjis", [0x87, 0x40], "①"),
      ("euc-jp", [0xC6, 0xFC], "日"),
      ("gb2312", [0x81, 0x30, 0x81, 0x30], "\u{80}"), ("GBK", [0xC4, 0xE3], "你"),
      ("big5", [0xA7, 0x41], "你"), ("ks_c_5601-1987", [0xB0, 0xA1], "가"),
      ("euc-kr", [0x81, 0x41], "갂"), ("macintosh", [0x8E], "é"), ("ibm866", [0x84], "Д"),
      ("866", [0x84], "Д"), ("tis-620", [0xA1], "ก"), ("mac_greek", [0xB0], "Α"),
      ("x-mac-turkish", [0xDD], "ı"), ("iso-8859-5:1988", [0xD4], "д"),
      ("hz-gb-2312", Array("~{VPND~}~~".utf8), "中文~"), ("euc_cn", [0xC4, 0xE3], "你"),
      ("iso-8859-6-e", [0xE5], "م"), ("iso-8859-8-i", [0xF9], "ש"), ("visual", [0xF9], "ש"),
      ("sun_eu_greek", [0xE1], "α"), ("csisolatin9", [0xA4], "€"), ("x-mac-ukrainian", [0x84], "Д"),
      ("csKSC56011987", [0xB0, 0xA1], "가"),
    ] as [(String, [UInt8], String)])
  func `a declared encoding is used`(_ label: String, _ bytes: [UInt8], _ expected: String) {
    #expect(decode(document(label, bytes)).hasSuffix("<t>\(expected)</t>"), "\(label)")
  }

  @Test
  func `a byte order mark wins over everything`() {
    let marked = [0xEF, 0xBB, 0xBF] + document("koi8-r", [0xC3, 0xA9])
    #expect(decode(marked, "text/xml; charset=iso-8859-5").hasSuffix("<t>é</t>"))
    #expect(decode([0xFF, 0xFE, 0x3C, 0x00, 0xE9, 0x00]) == "<é")
    #expect(decode([0xFE, 0xFF, 0x00, 0x3C, 0x00, 0xE9]) == "<é")
    #expect(decode([0xFF, 0xFE, 0, 0, 0x3C, 0, 0, 0]) == "<")
  }

  @Test
  func `HTTP wins over the declaration, and both over a guess`() {
    let bytes = document("utf-8", [0xE4, 0xC1])
    #expect(decode(bytes, "application/rss+xml; charset=\"KOI8-R\"").hasSuffix("<t>Да</t>"))
    #expect(decode(document("koi8-r", [0xE4, 0xC1]), "text/xml").hasSuffix("<t>Да</t>"))
    #expect(
      decode(document("koi8-r", [0xE4, 0xC1]), "text/xml; charset=nonsense").hasSuffix("<t>Да</t>"))
  }

  @Test
  func `UTF-16 is recognised without a mark`() {
    let text = "<?xml version='1.0' encoding='utf-16'?><t>é</t>"
    let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    #expect(decode(little) == text)
    #expect(decode(big) == text)
    #expect(decode(Array(text.utf8)) == text)
  }

  @Test
  func `EBCDIC is recognised by its first letters`() {
    // `<?xml version="1.0" encoding="ibm037"?><t/>`
    let bytes: [UInt8] = [
      0x4C, 0x6F, 0xA7, 0x94, 0x93, 0x40, 0xA5, 0x85, 0x99, 0xA2, 0x89, 0x96, 0x95, 0x7E, 0x7F,
      0xF1,
      0x4B, 0xF0, 0x7F, 0x40, 0x85, 0x95, 0x83, 0x96, 0x84, 0x89, 0x95, 0x87, 0x7E, 0x7F, 0x89,
      0x82,
      0x94, 0xF0, 0xF3, 0xF7, 0x7F, 0x6F, 0x6E, 0x4C, 0xA3, 0x61, 0x6E,
    ]
    #expect(decode(bytes).hasSuffix("<t/>"))
  }

  @Test
  func `a stray byte becomes a replacement character and does not change the rest`() {
    let bytes = Array("<t>naïve caf".utf8) + [0xE9, 0x20, 0x92] + Array("é</t>".utf8)
    #expect(decode(bytes) == "<t>naïve caf\u{FFFD} \u{FFFD}é</t>")
  }

  @Test
  func `an encoding is found without its quotes, and with those of another alphabet`() {
    let bytes = Array("<?xml version=1.0 encoding=koi8-r ?><t>".utf8) + [0xE4, 0xC1]
    #expect(decode(bytes).hasSuffix("<t>Да"))
  }

  @Test
  func `kana in Big5 are read as the web reads them`() {
    #expect(decode(document("big5", [0xA4, 0xE9, 0xC7, 0xC2])).hasSuffix("<t>日テ</t>"))
  }

  @Test
  func `a cut sequence becomes one replacement character`() {
    #expect(decode(Array("<t>é日".utf8).dropLast()) == "<t>é\u{FFFD}")
  }

  @Test
  func `bytes that are no UTF-8 at all are windows-1252`() {
    #expect(decode(document("utf-8", [0x93, 0xE9, 0x94])).hasSuffix("<t>“é”</t>"))
  }

  @Test(arguments: [
    ("windows-1251", "Привет, как дела у вас сегодня"),
    ("koi8-r", "Привет, как дела у вас сегодня"),
    ("windows-1253", "Καλημέρα σε όλους, σήμερα θα μιλήσουμε για τον καιρό και τα νέα του κόσμου"),
    (
      "windows-1255",
      "שלום לכולם, היום נדבר על מזג האוויר ועל החדשות מהעולם, ואחר כך נשתה קפה ונאכל עוגה טעימה עם חברים "
        + "טובים, ובערב נלך לים ונראה את השקיעה היפה מן החוף הרחוק"
    ),
    ("windows-874", "สวัสดีครับ วันนี้อากาศดีมากและเราจะไปเที่ยวทะเลกับเพื่อนเก่าหลายคน"),
    ("euc-kr", "오늘 날씨가 아주 좋습니다"), ("gb2312", "今天的天气非常好，我们出去走走"),
    ("shift_jis", "今日はとてもいい天気ですね"), ("euc-jp", "今日はとてもいい天気ですね"),
    ("windows-1252", "Don’t say it’s Jane’s or Tom’s: they’re Ann’s, he’s sure, and she’s too"),
    ("windows-1252", "Où êtes-vous allés cet été, à Évian ou à Nîmes ? Très bien, là-bas."),
  ])
  func `text that names no encoding is guessed by its language`(_ name: String, _ text: String)
    throws
  {
    let plain = "<rss><channel><title>\(text)</title></channel></rss>"
    #expect(decode(try Self.encoded(plain, name)) == plain, "\(name)")
  }

  /// Encodes by searching the bytes of each character, since nothing here writes old encodings.
  private static func encoded(_ text: String, _ name: String) throws -> [UInt8] {
    let label = try #require(EncodingLabel.normalised(name))
    var table: [Character: [UInt8]] = [:]
    let high = (0x80...0xFF).map { UInt8($0) }
    let pairs = high.flatMap { lead in (0x40...0xFE).map { [lead, UInt8($0)] } }
    for bytes in (name.hasPrefix("win") || name.hasPrefix("koi") ? high.map { [$0] } : pairs) {
      let read = TextEncoding.decode(bytes, contentType: "x; charset=\(label)")
      let character = String(decoding: read.utf8, as: UTF8.self)
      if read.encoding == label, character.count == 1, let one = character.first {
        table[one] = bytes
      }
    }
    return try text.unicodeScalars.map(Character.init).flatMap { one in
      try one.asciiValue.map { [$0] } ?? #require(table[one])
    }
  }

  @Test
  func `a letter that waits for its mark is not lost at the end`() {
    #expect(decode([0xF9], "text/xml; charset=windows-1255") == "ש")
    #expect(decode([0xE2, 0xEC], "text/xml; charset=windows-1258") == "â\u{301}")
  }

  @Test
  func `a Latin-1 label does not hide UTF-8`() {
    #expect(decode(document("iso-8859-1", Array("é日".utf8))).hasSuffix("<t>é日</t>"))
  }

  @Test
  func `labels from strangers are only words`() {
    #expect(EncodingLabel.normalised("utf-8//IGNORE") == nil)
    #expect(EncodingLabel.normalised("../../etc") == nil)
    #expect(EncodingLabel.normalised(String(repeating: "a", count: 99)) == nil)
    #expect(EncodingLabel.normalised("") == nil)
    #expect(EncodingLabel.normalised("'UTF8'") == "utf-8")
  }

  @Test
  func `any bytes decode, and what comes out is UTF-8`() {
    var random = Dice(seed: 41)
    for _ in 0..<2_000 {
      let bytes = (0..<Int(random.next() % 64)).map { _ in UInt8(truncatingIfNeeded: random.next())
      }
      let label = ["utf-8", "shift_jis", "utf-16", "gb18030", "iso-2022-jp", "utf-7"].randomElement(
        using: &random)
      let text = TextEncoding.decode(bytes, contentType: "text/xml; charset=\(label ?? "")").utf8
      #expect(UTF8Text.survey(text[...]).bad == 0)
    }
  }
}
