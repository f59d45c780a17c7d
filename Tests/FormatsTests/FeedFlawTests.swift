// What a publisher should mend.

import Feed
import Formats
import FoundationEssentials
import Testing

struct FeedFlawTests {
  private let now = Date(timeIntervalSince1970: 1_800_000_000)

  private func codes(
    _ items: String, head: String = "", headers: [(String, String)]? = [("ETag", "x")]
  ) throws -> [String] {
    let bytes = Array(
      "\(head)<rss version=\"2.0\"><channel><title>x</title>\(items)</channel></rss>".utf8)
    return try flaws(bytes, headers).map(\.code.rawValue)
  }

  private func flaws(_ bytes: [UInt8], _ headers: [(String, String)]?) throws -> [FeedFlaw] {
    let document = try FeedParser.parse(bytes, url: nil, headers: headers ?? [])
    return FeedFlaw.all(in: document, bytes: bytes, headers: headers, now: now)
  }

  private func item(
    _ id: String = "1", link: String = "https://a.example/1",
    date: String = "Mon, 04 Jan 2027 10:00:00 GMT"
  ) -> String {
    let parts = [("guid", id), ("link", link), ("pubDate", date)].filter { !$0.1.isEmpty }
    return "<item><title>t</title>" + parts.map { "<\($0.0)>\($0.1)</\($0.0)>" }.joined()
      + "</item>"
  }

  @Test func `a sound feed has none`() throws {
    #expect(try codes(item("1") + item("2")) == [])
  }

  @Test func `each flaw has a code`() throws {
    #expect(try codes("") == ["no_entries"])
    #expect(try codes(item("1") + item("1")) == ["repeated_ids"])
    #expect(try codes(item("1") + item("2", date: "")) == ["no_dates"])
    #expect(try codes(item(date: "soon, perhaps")) == ["unreadable_dates"])
    #expect(try codes(item(date: "Mon, 01 Jan 2035 10:00:00 GMT")) == ["future_dates"])
    #expect(try codes(item("tag:a", link: "")) == ["no_links"])
    #expect(try codes(item(link: "posts/1.html"), headers: nil) == ["relative_links"])
    #expect(try codes(item(), headers: []) == ["no_validators"])
    #expect(try codes(item(), headers: nil) == [])
    #expect(
      try codes(
        item(), headers: [("Last-Modified", "x"), ("content-type", "text/html; charset=utf-8")])
        == ["served_as_page"])
    #expect(
      try codes("<item><title>t</title><link>https://a.example/</link></item>") == [
        "no_ids", "no_dates",
      ])
    #expect(
      try codes(
        item() + "<item><description>\(String(repeating: "x", count: 3 << 20))</description></item>"
      ).contains("large"))
  }

  @Test func `a wrong encoding is told with the right one`() throws {
    let head = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>"
    #expect(try codes(item() + "<description>é</description>", head: head) == ["encoding"])
    #expect(try codes(item(), head: head) == [])
  }

  @Test func `how many are meant is said`() throws {
    let bytes = Array("<rss><channel>\(item())\(item("2", date: ""))</channel></rss>".utf8)
    #expect(try flaws(bytes, nil).first?.message.hasPrefix("1 of 2 entries") == true)
  }
}
