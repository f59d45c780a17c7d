// Timelines of Bluesky and X as a person meets them: the real program, signed in, from the list to the items.

import Foundation
import Service
import TestSupport
import Testing

struct TimelineCommandTests {
  private static let days = ["2027-03-01", "2027-03-03", "2027-03-05"].map { "\($0)T08:00:00Z" }
  private static let bluesky = [
    "GLEANER_BLUESKY_PASSWORD": "abcd-efgh-1234-zyxw", "GLEANER_KEY": AccountHouse.key,
  ]
  private static let x = Dictionary(
    uniqueKeysWithValues: zip(
      ["CONSUMER_KEY", "CONSUMER_SECRET", "TOKEN", "TOKEN_SECRET"].map { "GLEANER_X_\($0)" },
      XServer.keys) + [("GLEANER_KEY", AccountHouse.key)])

  /// A house that is signed in, and whose program is told the key and the time.
  private func signedIn(
    _ name: String, _ network: ScriptedTimeline, _ secrets: [String: String], _ words: [String],
    _ body:
      @Sendable (AccountHouse, @Sendable (String...) throws -> Program.Ended) async throws ->
      Void
  ) async throws {
    defer { network.server.close() }
    try await AccountHouse.with(AccountHouse.entry(name, network.server)) { house in
      let added = try Program.finish(
        try house.process(["accounts", "add"] + words, secrets))
      #expect(added.code == 0, "\(added.errors)")
      try await body(house) { words in
        try Program.finish(try house.process(words, ["GLEANER_KEY": AccountHouse.key]))
      }
    }
  }

  private func rows(_ ended: Program.Ended) throws -> [JSONValue] {
    try ended.output.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
  }

  // MARK: Bluesky

  private static func post(_ key: String, _ more: String = "", reason: String = "") -> String {
    #"{"post":{"uri":"at://did:plc:bob/app.bsky.feed.post/\#(key)","cid":"bafy\#(key)","author":{"did":"did:plc:bob","handle":"bob.example","displayName":"Bob"},"record":{"$type":"app.bsky.feed.post","text":"Post \#(key)","createdAt":"2027-02-28T07:00:00.000Z"},"likeCount":3,"indexedAt":"2027-02-28T07:00:00.000Z"\#(more)}\#(reason)}"#
  }

  private static func feed(_ posts: String...) -> Script {
    .answer(200, #"{"feed":[\#(posts.joined(separator: ","))],"cursor":"c"}"#)
  }

  private static let quote =
    ##","embed":{"$type":"app.bsky.embed.record#view","record":{"$type":"app.bsky.embed.record#viewRecord","uri":"at://did:plc:dan/app.bsky.feed.post/q","cid":"bafyq","author":{"did":"did:plc:dan","handle":"dan.example","displayName":"Dan"},"value":{"$type":"app.bsky.feed.post","text":"Quoted words","createdAt":"2027-02-27T07:00:00.000Z"}}}"##
  private static let unknown =
    ##","embed":{"$type":"app.bsky.embed.hologram#view","beam":{"of":[1,2]}}"##
  private static let repost =
    ##","reason":{"$type":"app.bsky.feed.defs#reasonRepost","by":{"did":"did:plc:eve","handle":"eve.example","displayName":"Eve"},"indexedAt":"2027-02-28T08:00:00.000Z"}"##

  @Test func `a home timeline of Bluesky becomes items with what stands around them`() async throws
  {
    let network = try ScriptedTimeline.bluesky()
    try await signedIn(
      "ada.bsky.social", network, Self.bluesky, ["bluesky", "ada.bsky.social"]
    ) { house, gleaner in
      let page = Self.feed(
        Self.post("a", Self.quote, reason: Self.repost), Self.post("b", Self.unknown))
      network.say(page, page)
      let added = try gleaner("feeds", "add", "@ada.bsky.social")
      #expect(added.code == 0, "\(added.errors)")
      #expect(added.output.contains("added Home of ada.bsky.social to feeds/feeds.yaml:1"))
      #expect(try gleaner("feeds", "add", "ada.bsky.social").code == 1)
      let first = try gleaner("run", "--until", "admit", "--now", Self.days[0])
      #expect(first.output.contains("2 new items"), "\(first.output) \(first.errors)")
      let items = try self.rows(try gleaner("items", "--json"))
      let item = try #require(items.first { $0["title"]?.string?.contains("Post a") == true })
      #expect(item["source_name"] == "Home of ada.bsky.social")
      #expect(item["post"]?["reposted_by"]?.array?.first?["name"] == "Eve")
      #expect(item["post"]?["quoted"]?["text"] == "Quoted words")
      #expect(item["post"]?["engagement"]?["likes"] == 3)
      let number = try #require(item["id"]?.int)
      let story = try gleaner("explain", "\(number)")
      #expect(story.output.contains("reposted by Eve"))
      #expect(story.output.contains("quoting Dan: “Quoted words”"))

      // What is new alone, with a session that had ended in between.
      network.expire()
      network.say(Self.feed(Self.post("c"), Self.post("a", Self.quote, reason: Self.repost)))
      let second = try gleaner("run", "--until", "admit", "--now", Self.days[1])
      #expect(second.output.contains("1 new item;"), "\(second.output) \(second.errors)")
      #expect(network.asked("refreshSession") == 1)
    }
  }

  @Test func `who asks too much is left alone until the time that is named`() async throws {
    let network = try ScriptedTimeline.bluesky()
    try await signedIn(
      "ada.bsky.social", network, Self.bluesky, ["bluesky", "ada.bsky.social"]
    ) { house, gleaner in
      let reset = Int((UTCTime.parse("2027-03-01T18:00:00Z") ?? .now).timeIntervalSince1970)
      network.say(
        .answer(
          429, headers: [("RateLimit-Reset", "\(reset)"), ("RateLimit-Remaining", "0")],
          #"{"error":"RateLimitExceeded","message":"Rate Limit Exceeded"}"#))
      #expect(try gleaner("feeds", "add", "ada.bsky.social", "--no-check").code == 0)
      let run = try gleaner("run", "--until", "admit", "--now", Self.days[0])
      #expect(run.errors.contains("Home of ada.bsky.social: "), "\(run.errors)")
      #expect(network.asked("getTimeline") == 1)
      _ = try gleaner("run", "--until", "admit", "--now", "2027-03-01T17:00:00Z")
      #expect(network.asked("getTimeline") == 1)
      _ = try gleaner("run", "--until", "admit", "--now", Self.days[1])
      #expect(network.asked("getTimeline") == 2)
    }
  }

  @Test func `a pasted list is read under its own name, checked, and removed`() async throws {
    let network = try ScriptedTimeline.bluesky()
    try await signedIn(
      "ada.bsky.social", network, Self.bluesky, ["bluesky", "ada.bsky.social"]
    ) { house, gleaner in
      let page = "https://bsky.app/profile/bob.example/lists/3k"
      network.say(Self.feed(Self.post("a")), Self.feed(Self.post("a"), Self.post("b")))
      let added = try gleaner("feeds", "add", page, "--tag", "birds")
      #expect(added.output.contains("added List Birds of ada.bsky.social"), "\(added.errors)")
      let list = try self.rows(try gleaner("feeds", "list", "--json"))
      #expect(
        list.first?["source"]
          == "https://bsky.app/profile/did:plc:bob/lists/3k#ada.bsky.social")
      let checked = try gleaner("feeds", "check")
      #expect(
        checked.output.hasPrefix("ok      List Birds of ada.bsky.social: 2 posts, newest"),
        "\(checked.output)")
      #expect(checked.output.contains("Bob: Post b"))
      let unknown = try gleaner("feeds", "add", "https://bsky.app/profile/nobody.example/lists/3k")
      #expect(unknown.code == 1 && unknown.errors.contains("nobody knows this handle"))
      #expect(try gleaner("feeds", "remove", "List 3k of ada.bsky.social").code == 0)
      #expect(try self.rows(try gleaner("feeds", "list", "--json")).isEmpty)
    }
  }

  // MARK: X

  @Test func `a home timeline of X keeps what is missing in it apart from what fails`() async throws
  {
    let network = try ScriptedTimeline.x()
    try await signedIn("ada@x.com", network, Self.x, ["x", "ada@x.com", "--oauth1"]) {
      house, gleaner in
      network.say(
        .answer(
          200,
          #"{"data":[{"id":"12","text":"Newer","author_id":"7"},{"id":"11","text":"See this","author_id":"7","referenced_tweets":[{"type":"quoted","id":"9"}],"public_metrics":{"like_count":2,"retweet_count":1,"reply_count":0,"quote_count":0,"impression_count":900}}],"errors":[{"value":"9","resource_id":"9","parameter":"referenced_tweets.id","resource_type":"tweet","title":"Not Found Error","detail":"Could not find tweet with referenced_tweets.id: [9].","type":"https://api.twitter.com/2/problems/resource-not-found"}],"meta":{"result_count":2}}"#
        ))
      #expect(try gleaner("feeds", "add", "ada@x.com", "--no-check").code == 0)
      let run = try gleaner("run", "--until", "admit", "--now", Self.days[0])
      #expect(run.output.contains("2 new items"), "\(run.output) \(run.errors)")
      #expect(!run.output.contains("failed"))
      let items = try self.rows(try gleaner("items", "--json"))
      let item = try #require(items.first { $0["title"]?.string?.contains("See this") == true })
      #expect(item["author"] == "User 7")
      #expect(item["post"]?["quoted"]?["id"] == "9")
      #expect(item["post"]?["engagement"]?["views"] == 900)

      // The timeline is read first; then X is asked whether the posts of the day before still stand.
      network.say(
        .answer(
          200, #"{"data":[{"id":"13","text":"Newest","author_id":"7"}],"meta":{"result_count":1}}"#),
        .answer(
          200,
          #"{"data":[{"id":"12"}],"errors":[{"value":"11","parameter":"ids","type":"https://api.twitter.com/2/problems/resource-not-found"}]}"#
        ))
      let second = try gleaner("run", "--until", "admit", "--now", Self.days[1])
      #expect(network.server.requests.contains { $0.path.contains("since_id=12") })
      #expect(second.output.contains("1 post taken back on X"), "\(second.output) \(second.errors)")
      let left = try self.rows(try gleaner("items", "--json")).compactMap { $0["title"]?.string }
      #expect(left.sorted() == ["Newer", "Newest"])
    }
  }

  @Test func `nobody signed in is told before anything is written`() async throws {
    try await AccountHouse.with("") { house in
      let ended = try Program.finish(try house.process(["feeds", "add", "ada@mastodon.social"]))
      #expect(ended.code == 1)
      #expect(ended.errors.contains("'gleaner accounts add mastodon ada@mastodon.social' signs in"))
      let page = try house.gleaner("feeds", "add", "https://x.com/i/lists/12")
      #expect(page.code == 1 && page.errors.contains("nobody is signed in there"))
      #expect(!FileManager.default.fileExists(atPath: "\(house.root)/feeds/feeds.yaml"))
      let wrong = try house.gleaner("feeds", "add", "ada@x.com", "--hashtag", "swift")
      #expect(wrong.code == 2 && wrong.errors.contains("'--hashtag' is nothing that X has"))
      #expect(try house.gleaner("feeds", "add", "ada@x.com", "--user", "b", "--no-check").code == 0)
    }
  }
}
