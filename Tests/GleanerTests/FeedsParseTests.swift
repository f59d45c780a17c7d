// The filter's rows: every line of the batch is answered, whatever is wrong with it.

import Foundation
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
    (#"{"key": "a", "format": "mastodon"}"#, "neither"), (#"{"key": "a", "format": "y"}"#, "'y'"),
  ])
  func `what is wrong is said in the row`(_ line: String, _ words: String) throws {
    let row = try answer(line)
    #expect(row["error"]?.string?.contains(words) == true)
    #expect(row["entries"] == nil)
  }

  @Test(arguments: [
    ("", "empty"), ("PGh0bWw+PGJvZHk+eDwvYm9keT48L2h0bWw+", "HTML page"),
    ("aGVsbG8=", "plain text"),
    ("PG5vdGU+PHRvPng8L3RvPjwvbm90ZT4=", "XML"), ("eyJhIjogMX0=", "JSON"),
    ("iVBORw0KGgo=", "PNG picture"), ("PHJzcz48Y2hhbm5lbD48aXRlbT4=", "breaks off"),
  ])
  func `what was read and is no feed has no error but a defect`(
    _ document: String, _ words: String
  ) throws {
    let line = #"{"key": "a", "base64": "\#(document)"}"#
    let task = try ParseTask(JSONValue(parsing: Array(line.utf8)), line: 4)
    var text = JSONRow()
    #expect(task.answer(&text) == (words == "breaks off"))
    let row = try JSONValue(parsing: text.finish())
    #expect(row["error"] == .null)
    #expect(row["entry_count"]?.int == 0)
    #expect(row["defect"]?.string?.contains(words) == true)
  }

  @Test
  func `a row without a key is told by its line`() throws {
    let row = try answer(#"{"base64": "!!"}"#)
    #expect(row["key"] == .null)
    #expect(row["line"]?.int == 4)
  }

  @Test
  func `an answer of a network gives entries with what only networks know`() throws {
    let body = #"""
      {"data": [{"id": "3000000000000000002", "author_id": "5", "text": "RT @ada: We have li…",
        "referenced_tweets": [{"type": "retweeted", "id": "3000000000000000001"}]}],
       "includes": {"users": [{"id": "5", "username": "bo", "name": "Bo"},
         {"id": "6", "username": "ada", "name": "Ada"}],
        "tweets": [{"id": "3000000000000000001", "author_id": "6", "text": "We have lift-off",
         "public_metrics": {"like_count": 7}}]}}
      """#
    let document = Data(body.utf8).base64EncodedString()
    let row = try answer(#"{"key": "a", "format": "x", "base64": "\#(document)"}"#)
    let entry = try #require(row["entries"]?.array?.first)
    #expect(row["version"]?.string == "x")
    #expect(entry["author"]?.string == "Ada (@ada)")
    #expect(entry["text"]?.string == "We have lift-off")
    #expect(entry["engagement"]?["likes"]?.int == 7)
    #expect(entry["reposted_by"]?["handle"]?.string == "bo")
    #expect(entry["reply_to"] == nil)
  }

  @Test
  func `what a network says instead of an answer is the defect`() throws {
    let document = Data(#"{"error": "The access token is invalid"}"#.utf8).base64EncodedString()
    let row = try answer(#"{"key": "a", "format": "mastodon", "base64": "\#(document)"}"#)
    #expect(row["error"] == .null)
    #expect(row["defect"]?.string == "Mastodon says: The access token is invalid")
  }
}
