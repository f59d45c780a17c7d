// What comes instead of an answer, what breaks off, and what means harm.

import Feed
import Formats
import FoundationEssentials
import Testing

struct TimelineHostileTests {
  private func cause(_ body: String, _ network: Network) -> FormatError? {
    do throws(FormatError) {
      _ = try Answers.read(body, from: network)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    (#"{"error": "Record not found"}"#, Network.mastodon, "Mastodon says: Record not found"),
    (
      #"{"error": "invalid_grant", "error_description": "The code is used up"}"#, .mastodon,
      "Mastodon says: The code is used up (invalid_grant)"
    ),
    (#"{"errors": {"detail": "Not Found"}}"#, .mastodon, "Mastodon says: Not Found"),
    (
      #"{"error": {"message": "No such note.", "code": "NO_SUCH_NOTE"}}"#, .mastodon,
      "Mastodon says: No such note. (NO_SUCH_NOTE)"
    ),
    (
      #"{"error": "ExpiredToken", "message": "Token has expired"}"#, .bluesky,
      "Bluesky says: Token has expired (ExpiredToken)"
    ),
    (
      #"{"title": "Unauthorized", "type": "about:blank", "status": 401, "detail": "Unauthorized"}"#,
      .x, "X says: Unauthorized"
    ),
    (#"{"title": "Forbidden", "status": 403}"#, .x, "X says: Forbidden"),
    (
      #"{"errors": [{"code": 88, "message": "Rate limit exceeded"}]}"#, .x,
      "X says: Rate limit exceeded (88)"
    ),
    (
      #"{"errors": [{"parameter": "id", "detail": "User has been suspended: [4].", "title": "Forbidden"}]}"#,
      .x, "X says: User has been suspended: [4]. (Forbidden)"
    ),
  ])
  func `an error body is what the network says`(_ body: String, _ network: Network, _ words: String)
  {
    let error = cause(body, network)
    #expect(error?.code == .refused)
    #expect(error?.message == words)
  }

  @Test(arguments: Network.allCases)
  func `what is no timeline is named`(_ network: Network) {
    #expect(cause("", network)?.code == .empty)
    #expect(cause("<!doctype html><title>502</title>", network)?.code == .page)
    #expect(cause("Not Found", network)?.code == .notAFeed)
    #expect(cause("{}", network)?.code == .notAFeed)
    #expect(
      cause(#"{"id": "1", "name": "a list", "data": {"liked": true}}"#, network)?.code == .notAFeed)
    #expect(cause("\u{1F}\u{8B}", network) != nil)
    #expect(
      cause("{\"title\": \"An instance\", \"type\": \"x\"}", network)?.message.contains(
        "holds posts") == true)
  }

  @Test
  func `accounts and lists are no posts`() {
    #expect(cause("[\(Answers.ada), \(Answers.bo)]", .mastodon)?.code == .notAFeed)
    #expect(
      cause(#"{"data": [{"id": "1", "name": "Moments"}], "meta": {"result_count": 1}}"#, .x)?.code
        == .notAFeed)
    #expect(cause(#"{"posts": [{"did": "did:plc:z"}]}"#, .bluesky)?.code == .notAFeed)
  }

  @Test(arguments: Answers.all)
  func `an answer cut anywhere gives complete posts, or says that it is cut`(
    _ network: Network, _ body: String
  ) throws {
    let bytes = Array(body.utf8)
    let whole = try TimelineParser.parse(bytes, from: network).entries
    for length in 1..<(bytes.count - 1) {
      do throws(FormatError) {
        let cut = try TimelineParser.parse(Array(bytes[..<length]), from: network)
        #expect(cut.defect?.contains("breaks off") == true, "cut at \(length)")
        #expect(
          cut.entries.map(\.metadata.id) == whole.prefix(cut.entries.count).map(\.metadata.id))
        #expect(cut.entries.map(\.text) == whole.prefix(cut.entries.count).map(\.text))
      } catch {
        #expect(error.code == .cutOff, "cut at \(length): \(error)")
      }
    }
  }

  @Test(arguments: [
    String(repeating: "[", count: 200_000), String(repeating: "{\"thread\":", count: 50_000),
    "[" + String(repeating: "0,", count: 2_000_000) + "0]",
    "{\"feed\":[" + String(repeating: "{\"post\":{\"record\":", count: 5_000),
  ])
  func `a bomb stays small`(_ body: String) {
    for network in Network.allCases { #expect(cause(body, network) != nil) }
  }

  @Test
  func `a thread as deep as the network allows is read as far as it goes`() throws {
    var thread = ""
    for depth in 0..<1_000 {
      let post = Answers.post(text: "\(depth)", key: "k\(depth)")
      thread = #"{"post": \#(post)\#(thread.isEmpty ? "" : ", \"parent\": " + thread)}"#
    }
    let page = try Answers.read("{\"thread\": \(thread)}", from: .bluesky)
    #expect(page.entries.last?.text == "999")
    #expect(page.entries.count > 80)
  }

  /// What a body is changed by.
  private static let scraps = [
    "null", "{}", "[]", "\"\"", "-1", "1e999", "true", "{\"$type\":\"x#y\"}", "\"\\ud800\"", "[[[[",
    "}}", "\u{0}",
    "99999999999999999999", "\"https://\"", "\"at://\"", ":", ",",
  ]

  @Test(arguments: Answers.all + Answers.rich)
  func `thousands of changed answers do no harm`(_ network: Network, _ body: String) {
    var dice = Dice(seed: 11)
    let source = Array(body.utf8)
    for _ in 0..<3_000 {
      var bytes = source
      for _ in 0...Int(dice.next() % 6) where !bytes.isEmpty {
        let place = Int(dice.next() % UInt64(bytes.count))
        switch dice.next() % 4 {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: dice.next())
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int(dice.next() % 30)))
        case 2:
          bytes.insert(
            contentsOf: Array((Self.scraps.randomElement(using: &dice) ?? "").utf8), at: place)
        default: Self.replaceValue(in: &bytes, near: place, &dice)
        }
      }
      _ = try? TimelineParser.parse(bytes, from: network)
    }
  }

  @Test(arguments: Answers.rich)
  func `a little of everything is read`(_ network: Network, _ body: String) throws {
    let entry = try Answers.first(body, from: network)
    #expect(entry.post?.quoted?.text.isEmpty == false)
    #expect(entry.post?.replyTo?.id != nil)
    #expect(!entry.media.isEmpty)
  }

  @Test
  func `a page of more posts than anybody asks for is cut, and says so`() throws {
    let posts = Array(repeating: Answers.tweet(), count: 2_100).joined(separator: ",")
    let page = try Answers.read("{\"data\": [\(posts)]}", from: .x)
    #expect(page.entries.count == 2_000)
    #expect(page.defect == "the first 2000 posts were read")
  }

  /// Puts something else in place of the value of the next member.
  private static func replaceValue(in bytes: inout [UInt8], near place: Int, _ dice: inout Dice) {
    guard let colon = bytes[place...].firstIndex(of: UInt8(ascii: ":")) else { return }
    let end = bytes[colon...].firstIndex { [0x2C, 0x7D, 0x5D].contains($0) } ?? bytes.endIndex
    let scrap = Array((scraps.randomElement(using: &dice) ?? "").utf8)
    bytes.replaceSubrange((colon + 1)..<max(end, colon + 1), with: scrap)
  }

  @Test
  func `markup of strangers is cleaned on all three`() throws {
    let bad = "<script>x()</script><img src=x onerror=x()>"
    let escaped = bad.replacing("\"", with: "\\\"")
    for (network, body) in [
      (
        Network.mastodon,
        "[{\"id\": \"1\", \"created_at\": \"x\", \"account\": {}, \"content\": \"\(escaped)ok\"}]"
      ),
      (.bluesky, "{\"posts\": [\(Answers.post(text: escaped + "ok"))]}"),
      (.x, "{\"data\": [\(Answers.tweet(text: escaped + "ok"))]}"),
    ] {
      let entry = try Answers.first(body, from: network)
      let html = entry.contents.first?.value ?? ""
      #expect(!html.contains("<script"), "\(network)")
      #expect(!html.contains("<img src=\"x\" onerror"), "\(network)")
      #expect(entry.text.contains("ok"), "\(network)")
    }
  }
}
