// What people type and paste for a timeline, and the entry that comes of it.

import Feed
import Service
import Testing

@testable import Workspace

struct TimelineReferenceTests {
  private static func accounts() throws -> [AccountName: String] {
    [
      try #require(AccountName("ada@social.example")): "https://masto.example",
      try #require(AccountName("ada.example.org")): "https://bsky.social",
    ]
  }

  @Test(arguments: [
    ("ada@mastodon.social", "ada@mastodon.social", TimelinePlace.Subject.home),
    ("@ada@mastodon.social", "ada@mastodon.social", .home),
    ("ada@x.com", "ada@x.com", .home),
    ("ada.bsky.social", "ada.bsky.social", .home),
    ("ada.example.org", "ada.example.org", .home),
    ("https://social.example/lists/12", "ada@social.example", .list("12")),
    ("https://masto.example/tags/swift", "ada@social.example", .tag("swift")),
    ("masto.example/deck/lists/12", "ada@social.example", .list("12")),
    (
      "https://bsky.app/profile/bob.example/lists/3k", "",
      .list("at://bob.example/app.bsky.graph.list/3k")
    ),
    (
      "https://bsky.app/profile/did:plc:abc/feed/hot?x=1", "",
      .feed("at://did:plc:abc/app.bsky.feed.generator/hot")
    ),
    (
      "at://did:plc:abc/app.bsky.graph.list/3k", "",
      .list("at://did:plc:abc/app.bsky.graph.list/3k")
    ),
    ("https://x.com/i/lists/123", "", .list("123")),
    ("https://twitter.com/SwiftLang", "", .user("SwiftLang")),
    ("https://www.x.com/home", "", .home),
  ])
  func `an account and a page of a timeline are understood`(
    text: String, account: String, subject: TimelinePlace.Subject
  ) throws {
    let reference = try #require(TimelineReference(text, accounts: Self.accounts()))
    #expect((reference.account?.text ?? "") == account)
    #expect(reference.subject == subject)
  }

  @Test(arguments: [
    "https://example.org/feed.xml", "example.org", "feeds/*.xml",
    "https://other.example/tags/swift",
    "https://masto.example/tags/swift.rss", "https://masto.example/@bob",
    "https://bsky.app/profile/bob.example", "https://x.com/i/bookmarks", "https://x.com/a/status/1",
    "at://did:plc:abc/app.bsky.feed.post/3k", "",
  ])
  func `what is no timeline is left to those who look for feeds`(text: String) throws {
    #expect(try TimelineReference(text, accounts: Self.accounts()) == nil)
  }

  @Test func `a handle in an at-URI gives way to its DID`() {
    let subject = TimelinePlace.Subject.list("at://bob.example/app.bsky.graph.list/3k")
    #expect(subject.handle == "bob.example")
    let found = subject.under("did:plc:abc")
    #expect(found == .list("at://did:plc:abc/app.bsky.graph.list/3k"))
    #expect(found.handle == nil)
  }

  @Test(arguments: [
    ("ada@mastodon.social", TimelinePlace.Subject.home),
    ("ada@mastodon.social", .list("12345")), ("ada@mastodon.social", .tag("1999")),
    ("ada.bsky.social", .feed("at://did:plc:abc/app.bsky.feed.generator/hot")),
    ("ada@x.com", .user("swiftlang")), ("ada@x.com", .list("98765432109876543210")),
  ])
  func `an entry says what it was made of`(name: String, subject: TimelinePlace.Subject) throws {
    let folder = try WorkspaceFolder()
    let account = try #require(AccountName(name))
    let server = account.network == .mastodon ? "https://\(account.host)" : nil
    let draft = SourceDraft(
      TimelinePlace(account, subject, server: server), name: "Mine", tags: ["x"])
    let expected = try draft.sources(in: folder.location)
    _ = try SourceFiles(folder.location).add([draft])
    let sources = try SourceList.load(folder.location).sources
    #expect(sources == expected && sources.count == 1)
    #expect(sources.first?.timeline?.account == account)
    #expect(sources.first?.timeline?.subject == subject)
    #expect(sources.first?.name == "Mine")
  }

  @Test func `allow_private stands with the account`() throws {
    let folder = try WorkspaceFolder([
      "feeds/f.yaml": "- {bluesky: ada.bsky.social, allow_private: true}"
    ])
    let error = #expect(throws: SettingsError.self) { try SourceList.load(folder.location) }
    #expect("\(String(describing: error))".contains("stands with its account, in gleaner.yaml"))
  }
}
