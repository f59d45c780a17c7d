// Tables as RFC 4180 has them and as programs write them.

import Testing

@testable import Formats

struct CSVReaderTests {
  private func rows(_ text: String) -> [[String]] {
    var reader = CSVReader(Array(text.utf8))
    var rows: [[String]] = []
    while let record = reader.next() { rows.append(record.fields) }
    return rows
  }

  @Test(arguments: [
    ("a,b\nc,d", [["a", "b"], ["c", "d"]]), ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
    ("a\rb\r", [["a"], ["b"]]), ("\u{FEFF}a,b\n", [["a", "b"]]),
    ("\"a,b\",\"c\"\"d\"", [["a,b", "c\"d"]]), ("\"a\r\nb\",c", [["a\r\nb", "c"]]),
    ("a\"b,c\"", [["a\"b", "c\""]]), ("\"a\"b,c", [["ab", "c"]]), (",\n", [["", ""]]),
    ("\"\",x", [["", "x"]]), ("", []), ("\n\n", []), ("a\n\n\nb", [["a"], ["b"]]),
  ])
  func `fields are what was meant`(text: String, expected: [[String]]) {
    #expect(rows(text) == expected)
  }

  @Test func `a record knows its line, whatever its fields hold`() {
    var reader = CSVReader(Array("a\n\"b\nb\r\nb\"\nc\n".utf8))
    #expect([reader.next(), reader.next(), reader.next()].map { $0?.line } == [1, 2, 5])
  }

  @Test func `an encoding of old is read`() {
    var reader = CSVReader([0x5A, 0xFC, 0x2C, 0x62])
    #expect(reader.next()?.fields == ["Zü", "b"])
  }
}
