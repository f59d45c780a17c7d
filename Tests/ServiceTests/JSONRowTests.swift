// Rows that are written as they come have to be the rows that a tree would have given.

import Foundation
import Service
import Testing

struct JSONRowTests {
  private func text(_ body: (inout JSONRow) -> Void) throws -> String {
    var row = JSONRow()
    body(&row)
    return String(decoding: try row.finish(), as: UTF8.self)
  }

  @Test
  func `members stand in the order of the calls, and what is absent or empty is left out`() throws {
    let row = try text { row in
      row.add("key", .string("a"))
      row.add("none", String?.none)
      row.add("empty", String?.some(""))
      row.add("kept", whatever: "")
      row.add("title", String?.some("x\"y"))
      row.add("texts", texts: ["1", "2"])
      row.add("no_texts", texts: [])
      row.objects("parts", ["p", "q"]) { part, row in row.add("name", part) }
      row.objects("no_parts", [String]()) { part, row in row.add("name", part) }
      row.object("one", "z") { part, row in row.add("name", part) }
      row.object("nothing", String?.none) { part, row in row.add("name", part) }
      row.add("last", .int(3))
    }
    #expect(
      row == #"{"key":"a","kept":"","title":"x\"y","texts":["1","2"],"#
        + #""parts":[{"name":"p"},{"name":"q"}],"one":{"name":"z"},"last":3}"#)
  }

  @Test
  func `a list may be open while its elements come`() throws {
    let row = try text { row in
      row.openList("list")
      for number in 1...2 { row.element { $0.add("n", .int(number)) } }
      row.closeList()
      row.add("after", .bool(true))
    }
    #expect(row == #"{"list":[{"n":1},{"n":2}],"after":true}"#)
  }

  @Test(arguments: [
    (0.0, "\"1970-01-01T00:00:00Z\""), (1_031_391_751.9, "\"2002-09-07T09:42:31Z\""),
    (1e15, "null"),
  ])
  func `times are UTC, to the second`(_ seconds: Double, _ json: String) throws {
    let row = try text { $0.add("t", time: Date(timeIntervalSince1970: seconds)) }
    #expect(row == "{\"t\":\(json)}")
  }

  @Test(arguments: ["x", "é", "\"", "\u{7F}", "\u{85}", "\u{2028}", "🙂"])
  func `long texts are written in pieces and read back whole`(_ piece: String) throws {
    for length in [65_530, 65_536, 65_541, 140_000] {
      let long = String(repeating: "a", count: length % 7) + String(repeating: piece, count: length)
      let row = try JSONValue(parsing: Array(try text { $0.add("t", long) }.utf8))
      #expect(row["t"]?.string == long)
    }
  }
}
