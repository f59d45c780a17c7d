// Escapes are two hexadecimal digits and nothing else, whoever reads them.

import Feed
import Testing

struct PercentEncodingTests {
  @Test(arguments: [
    ("a%2Eb", "a.b"), ("caf%c3%A9", "café"), ("%2525", "%25"), ("%+1", "%+1"), ("%-1", "%-1"),
    ("%", "%"), ("%4", "%4"), ("%zz%41", "%zzA"), ("", ""),
  ])
  func `an escape is a percent sign with two hexadecimal digits`(text: String, plain: String) {
    #expect(String(decoding: PercentEncoding.decoded(text), as: UTF8.self) == plain)
  }

  @Test func `others write escapes with another mark`() {
    let plain = PercentEncoding.decoded("new.20topic.+1", mark: UInt8(ascii: "."))
    #expect(String(decoding: plain, as: UTF8.self) == "new topic.+1")
  }

  @Test(arguments: [
    ("0041", 0x41), ("ffFFffFF", 0xFFFF_FFFF), ("+041", nil), ("", nil), ("123456789", nil),
  ])
  func `digits have no sign`(digits: String, value: UInt32?) {
    #expect(HexDigits.value(Array(digits.utf8)[...]) == value)
  }
}
