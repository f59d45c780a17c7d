// What stands around a post, in words and within limits.

import Feed
import FoundationEssentials
import Testing

struct PostContextTests {
  private static let start = Date(timeIntervalSince1970: 1_768_896_000)

  private static func boost(_ name: String, _ seconds: Double = 0) -> Repost {
    Repost(by: Person(name: name, handle: name.lowercased()), at: start + seconds)
  }

  private static func entry(_ repost: Repost?) -> Entry {
    var entry = Entry()
    entry.metadata.id = "1"
    entry.post = Post()
    entry.post?.repost = repost
    return entry
  }

  @Test(arguments: [
    (Network.mastodon, ["Ada"], "boosted by Ada"),
    (.bluesky, ["Ada", "Bob"], "reposted by Ada and Bob"),
    (.x, ["Ada", "Bob", "Cy"], "reposted by Ada and 2 others"),
    (.mastodon, [], ""),
  ])
  func `who brought it is named, and the others are counted`(
    network: Network, names: [String], words: String
  ) {
    let context = PostContext(
      network, of: names.enumerated().map { Self.entry(Self.boost($1, Double($0))) })
    #expect((context.boosted ?? "") == words)
  }

  @Test func `each person brings it once, by the first time`() {
    let boosts = [Self.boost("Bob", 20), Self.boost("Ada", 10), Self.boost("Bob", 5)]
    let context = PostContext(.mastodon, of: boosts.map(Self.entry))
    #expect(context.boosts.map(\.by.name) == ["Bob", "Ada"])
    #expect(context.boosts[0].at == Self.start + 5)
  }

  @Test func `a crowd is cut, and so are long texts`() {
    let crowd = (0..<200).map { Self.entry(Self.boost("P\($0)", Double($0))) }
    #expect(PostContext(.x, of: crowd).boosts.count == PostContext.boostsMost)
    var entry = Self.entry(nil)
    var reply = PostReference(id: "2")
    reply.text = String(repeating: "x", count: 9_000)
    entry.post?.replyTo = reply
    entry.media = (0..<40).map { Link(rel: "image", href: "https://a.example/\($0)") }
    let context = PostContext(.x, of: [entry])
    #expect(context.replyTo?.text.count == PostContext.lettersMost)
    #expect(context.media.count == PostContext.mediaMost)
  }

  @Test func `what it answers and quotes is named by its author, or by why it is not shown`() {
    var context = PostContext(.bluesky)
    context.replyTo = PostReference(id: "1", state: "not_found")
    var quoted = PostReference(id: "2")
    quoted.author = Person(handle: "dan.example")
    context.quoted = quoted
    #expect(
      context.words == [
        "replying to a post that is not shown (not found)", "quoting @dan.example",
      ])
    context.engagement = Engagement(likes: 1, boosts: 2, comments: 0)
    #expect(context.counted == "1 like, 2 reposts, 0 replies")
  }

  @Test func `a timeline is called as people would`() throws {
    let ada = try #require(AccountName("ada@mastodon.social"))
    let name = try #require(AccountName("ada.bsky.social"))
    #expect(TimelinePlace(ada).words() == "Home of ada@mastodon.social")
    #expect(
      TimelinePlace(ada, .list("7")).words(title: "Birds") == "List Birds of ada@mastodon.social")
    #expect(
      TimelinePlace(ada, .tag("swift"), server: "https://m.example").words()
        == "#swift on m.example")
    #expect(
      TimelinePlace(name, .feed("at://did:plc:a/app.bsky.feed.generator/hot")).words()
        == "Feed hot for ada.bsky.social")
  }
}
