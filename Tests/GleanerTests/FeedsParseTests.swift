// The filter's rows: every line of the batch is answered, whatever is wrong with it.

import Service
import Testing

@testable import gleaner

struct FeedsParseTests {
  private func answer(_ line: String) throws -> JSONValue {
    var row = JSONRow()
    _ = ParseTask(try JSONValue(parsing: Array(line.utf8)), line: 4).answer(&row)
    return try JSONValue(parsing: row.finish())
  }

  // `<rss><channel><item><title>x</title></item></channel></rss>`
  private let feed =
    "PHJzcz48Y2hhbm5lbD48aXRlbT48dGl0bGU+eDwvdGl0bGU+PC9pdGVtPjwvY2hhbm5lbD48L3Jzcz4="

  @Test
  func `a feed gives a row, and what is absent is left out`() throws {
    let row = try answer(
      #"{"key": "a", "base64": "\#(feed)", "http_headers": {"content-type": "x"}}"#)
    #expect(row["key"]?.string == "a")
    #expect(row["error"] == .null)
    #expect(row["entry_count"]?.int == 1)
    let entry = row["entries"]?.array?.first
    #expect(entry?["title"]?.string == "x")
    #expect(entry?["link"] == nil)
    #expect(row["defect"] == nil)
  }

  @Test(arguments: [
    (#"{"key": "a", "base64": "!!"}"#, "base64"), (#"{"key": "a"}"#, "neither"), ("[1]", "neither"),
    (#"{"key": "a", "file": "/no/such/file"}"#, "/no/such/file"),
    (#"{"key": "a", "format": "mastodon"}"#, "mastodon"), (#"{"key": "a", "format": "y"}"#, "'y'"),
  ])
  func `what is wrong is said in the row`(_ line: String, _ words: String) throws {
    let row = try answer(line)
    #expect(row["error"]?.string?.contains(words) == true)
    #expect(row["entries"] == nil)
  }

  @Test
  func `what is no feed has no entries and says why`() throws {
    let row = try answer(#"{"key": "a", "base64": ""}"#)
    #expect(row["error"] == .null)
    #expect(row["entries"] == [])
    #expect(row["defect"]?.string?.contains("empty") == true)
  }

  @Test
  func `a row without a key is told by its line`() throws {
    let row = try answer(#"{"base64": "!"}"#)
    #expect(row["key"] == .null)
    #expect(row["line"]?.int == 4)
  }
}
