// Statuses as Mastodon writes them, and as its relatives do.

import Feed
import Formats
import FoundationEssentials
import Testing

struct MastodonStatusTests {
  private func read(_ members: String) throws -> Entry {
    try Answers.first("[\(Answers.status(members))]", from: .mastodon)
  }

  @Test
  func `a status becomes an entry in the shape of feeds`() throws {
    let entry = try Answers.first(Answers.mastodon, from: .mastodon)
    #expect(entry.metadata.id == "101")
    #expect(entry.metadata.link == "https://engine.example/@ada/9")
    #expect(entry.metadata.author == "Ada :wave: (@ada@engine.example)")
    #expect(
      entry.metadata.authors == [
        Person(
          name: "Ada :wave:", href: "https://engine.example/@ada", handle: "ada@engine.example",
          id: "7")
      ])
    #expect(entry.text == "Steam & brass")
    #expect(entry.contents.map(\.value) == ["<p>Steam &amp; brass</p>"])
    #expect(entry.titleText == "Gears")
    #expect(entry.post?.warning == "Gears")
    #expect(entry.post?.isSensitive == true)
    #expect(entry.engagement == Engagement(likes: 3, boosts: 2, comments: 1))
    #expect(entry.metadata.published == FeedDate.parse("2026-03-01T10:00:00Z"))
    #expect(entry.metadata.links.map(\.rel) == ["alternate", "self"])
  }

  @Test
  func `a boost is what was boosted, with who did it and when beside it`() throws {
    let entry = try #require(Answers.read(Answers.mastodon, from: .mastodon).entries.last)
    #expect(entry.metadata.id == "102")
    #expect(entry.metadata.authors.first?.id == "7")
    #expect(entry.metadata.published == FeedDate.parse("2026-03-01T10:00:00Z"))
    let repost = try #require(entry.post?.repost)
    #expect(repost.id == "200")
    #expect(repost.by.handle == "bo@home.example")
    #expect(repost.by.name == "bo")
    #expect(repost.at == FeedDate.parse("2026-03-02T08:00:00Z"))
    #expect(entry.isReply == false)
  }

  @Test
  func `a link that is shown in three pieces is one word again, and people and tags are no links`()
    throws
  {
    let entry = try Answers.first(
      #"""
      [{"id": "1", "created_at": "2026-03-01", "account": {"acct": "a", "url": "https://h.example/@a"},
        "content": "<p><span class=\"h-card\"><a href=\"https://h.example/@b\" class=\"u-url mention\">@<span>b</span></a></span> see <a href=\"https://long.example/a/b\"><span class=\"invisible\">https://</span><span class=\"ellipsis\">long.example/a</span><span class=\"invisible\">/b</span></a> <a href=\"https://h.example/tags/Cogs\" class=\"mention hashtag\" rel=\"tag\">#<span>Cogs</span></a> <a href=\"javascript:x()\">y</a></p>",
        "tags": [{"name": "cogs"}, {"name": "Cogs"}]}]
      """#, from: .mastodon)
    #expect(entry.text == "@b see https://long.example/a/b #Cogs y")
    let related = entry.metadata.links.filter { $0.rel == "related" }
    #expect(related.map(\.href) == ["https://long.example/a/b"])
    #expect(entry.metadata.tags.map(\.term) == ["cogs"])
    #expect(entry.contents.first?.value.contains("javascript") == false)
  }

  @Test
  func `media keep what they show, and a file that was not fetched stands where it came from`()
    throws
  {
    let entry = try read(
      #"""
      "media_attachments": [
        {"type": "image", "url": "https://f.example/1.png", "preview_url": "https://f.example/s1.png", "description": "A gear,\nturning"},
        {"type": "gifv", "url": "https://f.example/2.mp4", "description": null},
        {"type": "unknown", "url": null, "remote_url": "https://r.example/3.pdf", "pleroma": {"mime_type": "application/pdf"}},
        {"type": "audio", "url": "javascript:alert(1)"}, null, 7]
      """#)
    #expect(
      entry.media == [
        Link(rel: "image", href: "https://f.example/1.png", alt: "A gear,\nturning"),
        Link(rel: "video", href: "https://f.example/2.mp4"),
        Link(rel: "application", href: "https://r.example/3.pdf", type: "application/pdf"),
      ])
    #expect(entry.thumbnails == ["https://f.example/s1.png"])
    #expect(ItemTrait.of(entry) == [.video])
  }

  @Test
  func `a poll, a card, filters, edits and what the person did are kept`() throws {
    let entry = try read(
      #"""
      "poll": {"options": [{"title": "Steam", "votes_count": 4}, {"title": "Coal", "votes_count": null}],
        "votes_count": 4, "voters_count": 3, "multiple": true, "expired": false, "expires_at": "2026-03-05T00:00:00Z"},
      "card": {"url": "https://p.example/a", "title": "On engines", "description": "A\npaper", "image": "https://p.example/i.png"},
      "filtered": [{"filter": {"title": "machines"}}], "edited_at": "2026-03-01T11:00:00Z", "language": "de",
      "favourited": true, "reblogged": false, "visibility": "unlisted"
      """#)
    let post = try #require(entry.post)
    #expect(post.poll?.options == [.init(title: "Steam", votes: 4), .init(title: "Coal")])
    #expect(post.poll?.voters == 3)
    #expect(post.poll?.allowsSeveral == true)
    #expect(post.card?.title == "On engines")
    #expect(
      entry.metadata.links.last
        == Link(rel: "related", href: "https://p.example/a", title: "On engines"))
    #expect(post.filters == ["machines"])
    #expect(entry.metadata.updated == FeedDate.parse("2026-03-01T11:00:00Z"))
    #expect(entry.metadata.language == "de")
    #expect(post.viewer == ViewerState(liked: true, reposted: false))
    #expect(post.visibility == "unlisted")
    #expect(PostText.of(entry) == "Steam & brass\nSteam\nCoal\nOn engines\nA\npaper")
  }

  @Test
  func `an answer names whom it answers, as far as the status tells`() throws {
    let named = try read(
      #""in_reply_to_id": "5", "in_reply_to_account_id": "8", "mentions": [{"id": "8", "acct": "bo@h.example", "url": "https://h.example/@bo"}]"#
    )
    #expect(named.post?.replyTo?.id == "5")
    #expect(named.post?.replyTo?.author?.handle == "bo@h.example")
    #expect(named.isReply)
    let own = try read(#""in_reply_to_id": "5", "in_reply_to_account_id": "7""#)
    #expect(own.post?.replyTo?.author?.handle == "ada@engine.example")
    let bare = try read(#""in_reply_to_id": 5, "in_reply_to_account_id": "9""#)
    #expect(bare.post?.replyTo?.author == Person(id: "9"))
  }

  @Test(arguments: [
    (#""quote": {"state": "accepted", "quoted_status": QUOTED}"#, nil as String?),
    (#""quote": QUOTED, "quote_id": "77""#, nil), (#""pleroma": {"quote": QUOTED}"#, nil),
    (#""quote": {"state": "blocked_account", "quoted_status": QUOTED}"#, "blocked_account"),
  ])
  func `a quote is read in each dialect`(_ members: String, _ state: String?) throws {
    let quoted = Answers.status(
      #""media_attachments": [{"type": "image", "url": "https://f.example/q.png", "description": "alt"}]"#,
      id: "77")
    let entry = try read(members.replacing("QUOTED", with: quoted))
    let reference = try #require(entry.post?.quoted)
    #expect(reference.id == "77")
    #expect(reference.text == "Steam & brass")
    #expect(reference.author?.handle == "ada@engine.example")
    #expect(reference.media.map(\.alt) == ["alt"])
    #expect(reference.state == state)
    #expect(PostText.of(entry).contains("alt") == (state == nil))
  }

  @Test(arguments: [
    (#""quote": {"state": "accepted", "quoted_status_id": "77"}"#, "77" as String?, nil as String?),
    (#""quote": {"state": "deleted", "quoted_status": null}"#, nil, "deleted"),
    (#""quote": null, "quote_id": "77""#, "77", nil),
  ])
  func `a quote without its words keeps what there is`(
    _ members: String, _ id: String?, _ state: String?
  ) throws {
    let reference = try #require(read(members).post?.quoted)
    #expect(reference.id == id)
    #expect(reference.state == state)
    #expect(reference.text.isEmpty)
  }

  @Test(arguments: [
    #"{"id": "1", "type": "mention", "account": {"id": "8"}, "status": STATUS}"#,
    #"{"id": "1", "unread": true, "accounts": [], "last_status": STATUS}"#,
    #"{"event": "update", "stream": ["user"], "payload": TEXT}"#,
    #"{"ancestors": [], "descendants": [STATUS]}"#,
    #"{"accounts": [], "statuses": [STATUS], "hashtags": []}"#,
    "STATUS",
  ])
  func `a status is found in what wraps it`(_ wrapper: String) throws {
    let status = Answers.status()
    let text = status.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing(
      "\n", with: " ")
    let body = wrapper.replacing("STATUS", with: status).replacing("TEXT", with: "\"\(text)\"")
    #expect(try Answers.read(body, from: .mastodon).entries.map(\.text) == ["Steam & brass"])
  }

  @Test
  func `notifications of follows are no fault, and what is no status costs only itself`() throws {
    let page = try Answers.read(
      #"[{"id": "1", "type": "follow", "account": {"id": "8"}, "status": null}, \#(Answers.status()), {"id": "x"}, null]"#,
      from: .mastodon)
    #expect(page.entries.count == 1)
    #expect(page.defect == "2 of 3 posts make no sense")
  }

  @Test
  func `servers that leave out almost everything are read`() throws {
    let entry = try Answers.first(
      #"[{"id": 12, "created_at": null, "account": {"username": "z"}, "content": "plain & simple", "reblog": null}]"#,
      from: .mastodon)
    #expect(entry.metadata.id == "12")
    #expect(entry.metadata.link == nil)
    #expect(entry.metadata.author == "z (@z)")
    #expect(entry.text == "plain & simple")
    #expect(entry.engagement.isUnknown)
    #expect(entry.post?.viewer == ViewerState())
  }

  @Test
  func `the pages before and after are named by the headers`() throws {
    let header =
      "<https://h.example/api?max_id=5>; rel=\"next\", <https://h.example/api?min_id=9>; rel=\"prev\""
    let page = try Answers.read("[]", from: .mastodon, headers: [("Link", header)])
    #expect(page.entries.isEmpty)
    #expect(page.defect == nil)
    #expect(page.next == "https://h.example/api?max_id=5")
    #expect(page.previous == "https://h.example/api?min_id=9")
  }
}
