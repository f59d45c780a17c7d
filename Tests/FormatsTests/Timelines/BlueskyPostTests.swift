// Posts of Bluesky: open unions, places counted in bytes, and graves.

import Feed
import Formats
import FoundationEssentials
import Testing

struct BlueskyPostTests {
  private func read(
    _ members: String = "", record: String = "", text: String = "Hello", around: String = ""
  ) throws -> Entry {
    let post = Answers.post(members, record: record, text: text)
    let wrap = around.isEmpty ? "" : ", " + around
    return try Answers.first(#"{"feed": [{"post": \#(post)\#(wrap)}]}"#, from: .bluesky)
  }

  @Test
  func `a post becomes an entry in the shape of feeds`() throws {
    let page = try Answers.read(Answers.bluesky, from: .bluesky)
    let entry = try #require(page.entries.first)
    #expect(page.next == "c1")
    #expect(entry.metadata.id == "at://did:plc:cleo/app.bsky.feed.post/3kaaaaaaaaa22")
    #expect(entry.metadata.link == "https://bsky.app/profile/cleo.example/post/3kaaaaaaaaa22")
    #expect(entry.metadata.author == "Cleo (@cleo.example)")
    #expect(entry.metadata.authors.first?.id == "did:plc:cleo")
    #expect(entry.metadata.language == "pt")
    #expect(entry.post?.revision == "bafy3kaaaaaaaaa22")
    #expect(
      entry.engagement
        == Engagement(likes: 5, boosts: 4, comments: 3, quotes: 2, bookmarks: 1))
  }

  @Test
  func `a repost is what was reposted, told apart by who did it`() throws {
    let entry = try #require(Answers.read(Answers.bluesky, from: .bluesky).entries.last)
    let repost = try #require(entry.post?.repost)
    #expect(entry.metadata.id == "at://did:plc:cleo/app.bsky.feed.post/3kbbbbbbbbb22")
    #expect(repost.by.handle == "dan.example")
    #expect(repost.id == "at://did:plc:cleo/app.bsky.feed.post/3kbbbbbbbbb22#did:plc:dan")
    #expect(repost.at == FeedDate.parse("2026-03-02T00:00:00Z"))
    #expect(ItemTrait.of(entry) == [.boost])
  }

  @Test
  func `facets count bytes, and those that do not fit are links all the same`() throws {
    // "Grüße 🦋 a.example/x… #moss": ü and ß are two bytes, the butterfly four, the ellipsis three.
    let entry = try read(
      record: #"""
        "facets": [
          {"index": {"byteStart": 13, "byteEnd": 27}, "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://a.example/x/y"}]},
          {"index": {"byteStart": 28, "byteEnd": 33}, "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": "moss"}]},
          {"index": {"byteStart": 15, "byteEnd": 20}, "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://overlap.example/"}]},
          {"index": {"byteStart": 3, "byteEnd": 5}, "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://halfway.example/"}]},
          {"index": {"byteStart": 20, "byteEnd": 999}, "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://outside.example/"}]},
          {"index": {"byteStart": -4, "byteEnd": 2}, "features": [{"$type": "x#y", "what": 1}]},
          {"index": null, "features": [{"uri": "javascript:x()"}]}, 5]
        """#, text: "Grüße 🦋 a.example/x… #moss")
    #expect(entry.text == "Grüße 🦋 a.example/x… #moss")
    #expect(
      entry.contents.first?.value
        == #"Grüße 🦋 <a href="https://a.example/x/y">a.example/x…</a> #moss"#)
    #expect(
      entry.metadata.links.dropFirst().map(\.href) == [
        "https://a.example/x/y", "https://overlap.example/", "https://halfway.example/",
        "https://outside.example/",
      ])
    #expect(entry.metadata.tags.map(\.term) == ["moss"])
  }

  @Test
  func `white space at the beginning is counted too`() throws {
    let entry = try read(
      record:
        #""facets": [{"index": {"byteStart": 4, "byteEnd": 8}, "features": [{"uri": "https://a.example"}]}]"#,
      text: "\\n\\n> link")
    #expect(entry.contents.first?.value.contains(#"<a href="https://a.example">link</a>"#) == true)
    #expect(entry.text == "> link")
  }

  @Test
  func `old posts count their entities in UTF-16`() throws {
    let entry = try read(
      record:
        #""entities": [{"index": {"start": 3, "end": 7}, "type": "link", "value": "https://a.example"}]"#,
      text: "🦋 link")
    #expect(entry.contents.first?.value == #"🦋 <a href="https://a.example">link</a>"#)
  }

  @Test(arguments: [
    #""embed": {"$type": "app.bsky.embed.images#view", "images": [PICTURE]}"#,
    #""embed": {"$type": "app.bsky.embed.gallery#view", "items": [PICTURE]}"#,
    #""embed": {"$type": "app.bsky.embed.recordWithMedia#view", "media": {"images": [PICTURE]}, "record": {"record": {"uri": "at://did:plc:z/app.bsky.feed.post/3k", "value": {"text": "q"}}}}"#,
    #""embed": {"$type": "app.bsky.embed.tomorrow#view", "images": [PICTURE], "new": {"a": [1]}}"#,
  ])
  func `pictures are told by what they carry, with what they show`(_ embed: String) throws {
    let picture =
      #"{"fullsize": "https://c.example/1@jpeg", "thumb": "https://c.example/t1@jpeg", "alt": "moss on stone"}"#
    let entry = try read(embed.replacing("PICTURE", with: picture))
    #expect(
      entry.media == [Link(rel: "image", href: "https://c.example/1@jpeg", alt: "moss on stone")])
    #expect(entry.thumbnails == ["https://c.example/t1@jpeg"])
    #expect(PostText.of(entry).contains("moss on stone"))
  }

  @Test
  func `what only the record knows is added to the view`() throws {
    let entry = try read(
      #""embed": {"images": [{"fullsize": "https://c.example/1", "alt": ""}]}"#,
      record:
        #""embed": {"images": [{"alt": "moss", "image": {"mimeType": "image/png", "ref": {"$link": "bafk"}}}]}"#
    )
    #expect(
      entry.media == [
        Link(rel: "image", href: "https://c.example/1", type: "image/png", alt: "moss")
      ])
  }

  @Test
  func `films and pages are kept`() throws {
    let film = try read(
      #""embed": {"$type": "app.bsky.embed.video#view", "playlist": "https://v.example/p.m3u8", "thumbnail": "https://v.example/t.jpg", "alt": "a walk"}"#
    )
    #expect(film.media == [Link(rel: "video", href: "https://v.example/p.m3u8", alt: "a walk")])
    let page = try read(
      #""embed": {"$type": "app.bsky.embed.external#view", "external": {"uri": "https://p.example/a", "title": "On moss", "description": "A paper", "thumb": "https://p.example/t"}}"#
    )
    #expect(
      page.post?.card
        == LinkCard(
          href: "https://p.example/a", title: "On moss", text: "A paper",
          image: "https://p.example/t"))
    #expect(
      page.metadata.links.last
        == Link(rel: "related", href: "https://p.example/a", title: "On moss"))
    #expect(ItemTrait.of(page) == [.link])
  }

  @Test
  func `a record out of a repository stands without its author`() throws {
    let entry = try Answers.first(
      #"""
      {"uri": "at://did:plc:cleo/app.bsky.feed.post/3k", "cid": "bafy", "value": {"text": "Hi", "createdAt": "2026-03-01T10:00:00.123456",
        "embed": {"$type": "app.bsky.embed.images", "images": [{"alt": "moss", "image": {"$type": "blob", "ref": {"$link": "bafk"}, "mimeType": "image/png"}}]}}}
      """#, from: .bluesky)
    #expect(entry.metadata.link == "https://bsky.app/profile/did:plc:cleo/post/3k")
    #expect(
      entry.metadata.authors == [
        Person(href: "https://bsky.app/profile/did:plc:cleo", id: "did:plc:cleo")
      ])
    #expect(
      entry.media.first?.href
        == "https://cdn.bsky.app/img/feed_fullsize/plain/did:plc:cleo/bafk@jpeg")
    #expect(entry.media.first?.alt == "moss")
  }

  @Test(arguments: [
    (
      #"{"$type": "app.bsky.embed.record#viewRecord", "uri": "URI", "author": {"did": "did:plc:z", "handle": "zoe.example"}, "value": {"text": "Quoted"}}"#,
      "Quoted", nil as String?
    ),
    (
      #"{"$type": "app.bsky.embed.record#viewNotFound", "uri": "URI", "notFound": true}"#, "",
      "not_found"
    ),
    (
      #"{"$type": "app.bsky.embed.record#viewBlocked", "uri": "URI", "blocked": true, "author": {"did": "did:plc:z"}}"#,
      "", "blocked"
    ),
    (
      #"{"$type": "app.bsky.embed.record#viewDetached", "uri": "URI", "detached": true}"#, "",
      "detached"
    ),
    (#"{"$type": "app.bsky.embed.record#viewTomorrow", "uri": "URI"}"#, "", nil),
  ])
  func `a quote is shown, or says why not`(_ record: String, _ text: String, _ state: String?)
    throws
  {
    let uri = "at://did:plc:z/app.bsky.feed.post/3k"
    let entry = try read(#""embed": {"record": \#(record.replacing("URI", with: uri))}"#)
    let quoted = try #require(entry.post?.quoted)
    #expect(quoted.id == uri)
    #expect(quoted.text == text)
    #expect(quoted.state == state)
    #expect(quoted.author?.id == "did:plc:z")
  }

  @Test(arguments: [
    (
      #"{"uri": "at://did:plc:z/app.bsky.feed.generator/moss", "displayName": "Mosses", "description": "All of it", "creator": {"handle": "zoe.example"}}"#,
      "Mosses", "https://bsky.app/profile/zoe.example/feed/moss"
    ),
    (
      #"{"uri": "at://did:plc:z/app.bsky.graph.list/3k", "name": "Bryologists", "creator": {"handle": "zoe.example"}}"#,
      "Bryologists", "https://bsky.app/profile/zoe.example/lists/3k"
    ),
    (
      #"{"uri": "at://did:plc:z/app.bsky.graph.starterpack/3k", "record": {"name": "Start"}, "creator": {"handle": "handle.invalid"}}"#,
      "Start", "https://bsky.app/starter-pack/did:plc:z/3k"
    ),
  ])
  func `feeds, lists and starter packs are cards`(_ record: String, _ title: String, _ href: String)
    throws
  {
    let card = try #require(read(#""embed": {"record": \#(record)}"#).post?.card)
    #expect(card.title == title)
    #expect(card.href == href)
  }

  @Test
  func `an answer shows its parent, its grave, or its address`() throws {
    let refs =
      #""reply": {"parent": {"uri": "at://did:plc:p/app.bsky.feed.post/3p", "cid": "b"}, "root": {"uri": "at://did:plc:r/app.bsky.feed.post/3r", "cid": "b"}}"#
    let bare = try read(record: refs)
    #expect(bare.post?.replyTo?.id == "at://did:plc:p/app.bsky.feed.post/3p")
    #expect(bare.post?.replyTo?.author?.id == "did:plc:p")
    #expect(bare.post?.conversation == "at://did:plc:r/app.bsky.feed.post/3r")
    #expect(bare.isReply)
    let shown = try read(
      record: refs, around: #""reply": {"parent": \#(Answers.post(text: "Before", key: "3p"))}"#)
    #expect(shown.post?.replyTo?.text == "Before")
    let gone = try read(
      record: refs,
      around:
        #""reply": {"parent": {"$type": "x#blockedPost", "uri": "at://did:plc:p/app.bsky.feed.post/3p", "blocked": true}}"#
    )
    #expect(gone.post?.replyTo?.state == "blocked")
  }

  @Test
  func `labels, the viewer's marks and pins are kept`() throws {
    let entry = try read(
      #""viewer": {"like": "at://did:plc:me/app.bsky.feed.like/3l", "bookmarked": false}, "labels": [{"val": "porn"}, {"val": "spam"}, {"val": "spam", "neg": true}]"#,
      record:
        ##""labels": {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": "nudity"}]}, "tags": ["Extra"]"##,
      around: ##""reason": {"$type": "app.bsky.feed.defs#reasonPin"}"##)
    let post = try #require(entry.post)
    #expect(post.viewer.liked == true)
    #expect(post.viewer.like == "at://did:plc:me/app.bsky.feed.like/3l")
    #expect(post.viewer.reposted == false)
    #expect(post.labels == ["nudity", "porn"])
    #expect(post.isSensitive)
    #expect(post.isPinned)
    #expect(post.repost == nil)
    #expect(entry.metadata.tags.map(\.term) == ["Extra"])
  }

  @Test
  func `a clock that runs ahead does not date a post after the network had it`() throws {
    let entry = try Answers.first(
      #"{"posts": [{"uri": "at://did:plc:c/app.bsky.feed.post/3k", "record": {"text": "x", "createdAt": "2099-01-01T00:00:00Z"}, "indexedAt": "2026-03-01T00:00:00Z"}]}"#,
      from: .bluesky)
    #expect(entry.metadata.published == FeedDate.parse("2026-03-01T00:00:00Z"))
    #expect(entry.metadata.publishedRaw == "2099-01-01T00:00:00Z")
  }

  @Test
  func `a thread is read from its root down`() throws {
    let node = { (key: String, rest: String) in
      #"{"$type": "app.bsky.feed.defs#threadViewPost", "post": \#(Answers.post(text: key, key: key))\#(rest)}"#
    }
    let grave =
      ##"{"$type": "app.bsky.feed.defs#notFoundPost", "uri": "at://x", "notFound": true}"##
    let body = node(
      "mid",
      #", "parent": \#(node("root", "")), "replies": [\#(node("a", #", "replies": [\#(node("b", ""))]"#)), \#(grave)]"#
    )
    let page = try Answers.read(#"{"thread": \#(body)}"#, from: .bluesky)
    #expect(page.entries.map(\.text) == ["root", "mid", "a", "b"])
    #expect(page.entries.map { $0.post?.replyTo?.text } == [nil, "root", "mid", "a"])
    #expect(page.defect == nil)
  }

  @Test(arguments: [
    #"{"posts": [POST], "hitsTotal": 1}"#,
    #"{"bookmarks": [{"subject": {"uri": "x"}, "item": POST}]}"#,
    #"{"notifications": [POST, {"uri": "at://d/app.bsky.feed.like/1", "author": {"did": "d"}, "reason": "like", "record": {"subject": {}}}]}"#,
    #"{"thread": [{"uri": "x", "depth": 0, "value": {"$type": "app.bsky.unspecced.defs#threadItemPost", "post": POST}}, {"value": {"$type": "app.bsky.unspecced.defs#threadItemNoUnauthenticated"}}]}"#,
    #"{"records": [{"uri": "at://d/app.bsky.feed.post/1", "value": {"text": "Hello"}}]}"#,
  ])
  func `posts are found wherever an answer keeps them`(_ body: String) throws {
    let page = try Answers.read(body.replacing("POST", with: Answers.post()), from: .bluesky)
    #expect(page.entries.map(\.text) == ["Hello"])
    #expect(page.defect == nil)
  }
}
