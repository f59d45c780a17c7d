// Timelines as people write them down.

import Feed
import Service
import Testing

@testable import Workspace

@Suite struct TimelineSourceTests {
  @Test(arguments: [
    (
      #"{mastodon: "https://mastodon.social", account: matt, timeline: home}"#,
      "matt@mastodon.social",
      TimelinePlace.Subject.home, "https://mastodon.social/home#matt@mastodon.social"
    ),
    (
      #"{mastodon: "mastodon.social/", account: "@Matt", timeline: {list: 1234}}"#,
      "matt@mastodon.social", .list("1234"),
      "https://mastodon.social/lists/1234#matt@mastodon.social"
    ),
    (
      ##"{mastodon: "https://social.example.org", account: matt@example.org, timeline: {tag: "#swift"}}"##,
      "matt@example.org", .tag("swift"), "https://social.example.org/tags/swift#matt@example.org"
    ),
    (
      "{bluesky: matt.bsky.social}", "matt.bsky.social", .home, "https://bsky.app/#matt.bsky.social"
    ),
    (
      #"{bluesky: "https://bsky.app/profile/matt.bsky.social", timeline: {feed: "at://did:plc:a/app.bsky.feed.generator/b"}}"#,
      "matt.bsky.social", .feed("at://did:plc:a/app.bsky.feed.generator/b"),
      "https://bsky.app/profile/did:plc:a/feed/b#matt.bsky.social"
    ),
    ("{x: matt}", "matt@x.com", .home, "https://x.com/home#matt@x.com"),
    (
      "{x: matt@x.com, timeline: {user: \"@swiftlang\"}}", "matt@x.com", .user("swiftlang"),
      "https://x.com/swiftlang#matt@x.com"
    ),
  ])
  func `a timeline is told by its account`(
    text: String, account: String, subject: TimelinePlace.Subject, address: String
  ) throws {
    let folder = try WorkspaceFolder(["feeds/f.yaml": "- \(text)"])
    let source = try #require(try SourceList.load(folder.location).sources.first)
    #expect(source.timeline?.account.text == account)
    #expect(source.timeline?.subject == subject)
    #expect(source.address == address)
    #expect(source.kind.network == source.timeline?.account.network)
    #expect(!source.isFile)
  }
}
