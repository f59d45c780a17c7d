// Posts of X in both of its languages, whole and with half of what belongs to them missing.

import Feed
import Formats
import FoundationEssentials
import Testing

struct XStatusTests {
  private func read(
    _ members: String = "", text: String = "Hello", includes: String = "", more: String = ""
  ) throws -> Entry {
    try Answers.first(
      Answers.page(Answers.tweet(members, text: text), includes: includes, more: more), from: .x)
  }

  @Test
  func `a post becomes an entry in the shape of feeds`() throws {
    let page = try Answers.read(Answers.x, from: .x)
    let entry = try #require(page.entries.first)
    #expect(page.next == "n1")
    #expect(entry.metadata.id == "3000000000000000001")
    #expect(entry.metadata.link == "https://x.com/eve/status/3000000000000000001")
    #expect(entry.metadata.author == "Eve (@eve)")
    #expect(
      entry.engagement
        == Engagement(likes: 5, boosts: 4, comments: 3, quotes: 2, bookmarks: 1, views: 90))
    #expect(entry.metadata.language == "en")
    #expect(entry.metadata.published == FeedDate.parse("2026-03-01T10:00:00Z"))
  }

  @Test
  func `short addresses are written out, in code points of a text with three characters escaped`()
    throws
  {
    // Eight code points before the address; in bytes and in UTF-16 there are more.
    let entry = try read(
      #"""
      "entities": {"urls": [{"start": 8, "end": 18, "url": "https://t1", "expanded_url": "https://long.example/a?b=1&c=2"}],
        "mentions": [{"start": 19, "end": 23, "username": "Fay"}], "hashtags": [{"tag": "moss"}], "cashtags": [{"tag": "MSS"}]}
      """#, text: "🦋 &amp; https://t1 @fay &lt;3 #moss $MSS")
    #expect(entry.text == "🦋 & https://long.example/a?b=1&c=2 @fay <3 #moss $MSS")
    #expect(
      entry.contents.first?.value
        == #"🦋 &amp; <a href="https://long.example/a?b=1&amp;c=2">https://long.example/a?b=1&amp;c=2</a> <a href="https://x.com/Fay">@fay</a> &lt;3 #moss $MSS"#
    )
    #expect(entry.metadata.tags.map(\.term) == ["moss", "$MSS"])
    #expect(entry.metadata.links.last?.href == "https://long.example/a?b=1&c=2")
  }

  @Test
  func `places that do not fit are found by their words, each once`() throws {
    let entry = try read(
      #"""
      "entities": {"urls": [{"start": 90, "end": 95, "url": "https://t1", "expanded_url": "https://one.example/"},
        {"start": 0, "end": 3, "url": "https://t1", "expanded_url": "https://two.example/"}, {"url": "https://t9", "expanded_url": "https://nine.example/"}, {}, 4]}
      """#, text: "a https://t1 b https://t1")
    #expect(entry.text == "a https://one.example/ b https://two.example/")
    #expect(entry.metadata.links.map(\.href).contains("https://nine.example/"))
  }

  @Test
  func `addresses of its own pictures are no words, and the pictures say what they show`() throws {
    let entry = try read(
      #"""
      "attachments": {"media_keys": ["3_1", "7_2", "3_9"], "poll_ids": ["p1"]},
      "media_metadata": [{"media_key": "7_2", "alt_text": "a walk"}],
      "entities": {"urls": [{"start": 6, "end": 16, "url": "https://t1", "expanded_url": "https://x.com/eve/status/1/photo/1", "media_key": "3_1"}]}
      """#, text: "Hello https://t1",
      includes: #"""
        "media": [{"media_key": "3_1", "type": "photo", "url": "https://p.example/1.jpg", "alt_text": "moss"},
          {"media_key": "7_2", "type": "video", "preview_image_url": "https://p.example/2.jpg", "variants": [
            {"content_type": "application/x-mpegURL", "url": "https://v.example/2.m3u8"},
            {"bit_rate": 832000, "content_type": "video/mp4", "url": "https://v.example/2s.mp4"},
            {"bit_rate": 2176000, "content_type": "video/mp4", "url": "https://v.example/2.mp4"}]}],
        "polls": [{"id": "p1", "options": [{"position": 2, "label": "No", "votes": 1}, {"position": 1, "label": "Yes", "votes": 4}], "voting_status": "closed", "end_datetime": "2026-03-02T00:00:00Z"}]
        """#)
    #expect(entry.text == "Hello")
    #expect(entry.contents.first?.value == "Hello")
    #expect(
      entry.media == [
        Link(rel: "image", href: "https://p.example/1.jpg", alt: "moss"),
        Link(rel: "video", href: "https://v.example/2.mp4", type: "video/mp4", alt: "a walk"),
      ])
    #expect(entry.post?.poll?.options.map(\.title) == ["Yes", "No"])
    #expect(entry.post?.poll?.votes == 5)
    #expect(
      entry.metadata.links.last == Link(rel: "media", href: "https://x.com/eve/status/1/photo/1"))
  }

  @Test
  func `the address of somebody else's picture within the text is a link`() throws {
    let entry = try read(
      #""entities": {"urls": [{"start": 4, "end": 14, "url": "https://t1", "expanded_url": "https://x.com/fay/status/1/photo/1"}]}"#,
      text: "See https://t1 there")
    #expect(entry.text == "See https://x.com/fay/status/1/photo/1 there")
    #expect(entry.media.isEmpty)
  }

  @Test
  func `a picture that was not sent along is known by its page`() throws {
    let entry = try read(
      #""attachments": {"media_keys": ["3_1"]}, "entities": {"urls": [{"start": 0, "end": 10, "url": "https://t1", "expanded_url": "https://twitter.com/eve/status/1/video/1"}]}"#,
      text: "https://t1")
    #expect(entry.text.isEmpty)
    #expect(entry.media == [Link(rel: "video", href: "https://twitter.com/eve/status/1/video/1")])
  }

  @Test(arguments: [
    (
      #""referenced_tweets": [{"type": "retweeted", "id": "2999999999999999999"}]"#, "tweets",
      "retweet_count"
    ),
    (
      #""referenced_posts": [{"type": "reposted", "id": "2999999999999999999"}]"#, "posts",
      "repost_count"
    ),
  ])
  func `a repost is what was passed on, in both languages`(
    _ reference: String, _ list: String, _ count: String
  ) throws {
    let entry = try read(
      reference, text: "RT @fay: A long story that is cu…",
      includes:
        #""\#(list)": [{"id": "2999999999999999999", "author_id": "6", "text": "A long story that is cut here", "created_at": "2026-02-01T00:00:00Z", "public_metrics": {"\#(count)": 9}}]"#
    )
    #expect(entry.text == "A long story that is cut here")
    #expect(entry.metadata.id == "2999999999999999999")
    #expect(entry.metadata.author == "Fay (@fay)")
    #expect(entry.metadata.published == FeedDate.parse("2026-02-01T00:00:00Z"))
    #expect(entry.engagement.boosts == 9)
    #expect(entry.post?.repost?.id == "3000000000000000001")
    #expect(entry.post?.repost?.by.handle == "eve")
    #expect(entry.post?.repost?.at == FeedDate.parse("2026-03-01T10:00:00Z"))
  }

  @Test
  func `a repost of what is not there keeps the words that there are`() throws {
    let entry = try read(
      #""referenced_tweets": [{"type": "retweeted", "id": "1578466218075312000"}]"#,
      text: "RT @fay: A long sto…")
    #expect(entry.text == "RT @fay: A long sto…")
    #expect(entry.metadata.id == "1578466218075312000")
    #expect(entry.metadata.link == "https://x.com/i/status/1578466218075312000")
    #expect(entry.metadata.authors.first?.handle == "fay")
    // The number itself says when.
    #expect(entry.metadata.published == FeedDate.parse("2022-10-07T19:24:07.530Z"))
    #expect(entry.post?.repost?.by.handle == "eve")
  }

  @Test(arguments: ["note_tweet", "note_post"])
  func `a long post is whole`(_ name: String) throws {
    let entry = try read(
      #""\#(name)": {"text": "All of it https://t1", "entities": {"urls": [{"start": 10, "end": 20, "url": "https://t1", "expanded_url": "https://e.example/"}]}}"#,
      text: "All o…")
    #expect(entry.text == "All of it https://e.example/")
  }

  @Test
  func `a quote and an answer show the others, and the address of the quote need not stand twice`()
    throws
  {
    let entry = try read(
      #"""
      "referenced_tweets": [{"type": "quoted", "id": "21"}, {"type": "replied_to", "id": "22"}], "in_reply_to_user_id": "6", "conversation_id": "20",
      "entities": {"urls": [{"start": 6, "end": 16, "url": "https://t1", "expanded_url": "https://twitter.com/fay/status/21?s=20"}]}
      """#, text: "This! https://t1",
      includes: #""tweets": [{"id": "21", "author_id": "6", "text": "Quoted &amp; true"}]"#,
      more:
        #""errors": [{"resource_id": "22", "resource_type": "tweet", "parameter": "referenced_tweets.id", "title": "Authorization Error", "detail": "Sorry", "type": "https://api.twitter.com/2/problems/not-authorized-for-resource"}]"#
    )
    #expect(entry.text == "This!")
    #expect(entry.post?.quoted?.text == "Quoted & true")
    #expect(entry.post?.quoted?.link == "https://x.com/fay/status/21")
    #expect(
      entry.metadata.links.last
        == Link(rel: "quote", href: "https://twitter.com/fay/status/21?s=20"))
    #expect(entry.post?.replyTo?.id == "22")
    #expect(entry.post?.replyTo?.author?.handle == "fay")
    #expect(entry.post?.replyTo?.state == "not_authorized_for_resource")
    #expect(entry.post?.conversation == "20")
    #expect(PostText.of(entry) == "This!\nFay\nQuoted & true")
  }

  @Test(arguments: ["edit_history_tweet_ids", "edit_history_post_ids"])
  func `sensitivity, withholding, protection and edits are kept`(_ history: String) throws {
    let page = #"""
      {"data": {"id": "3", "text": "x", "author_id": "5", "possibly_sensitive": true, "withheld": {"country_codes": ["FR", "DE"]},
        "\#(history)": ["1", "2", "3"], "lang": "qme"}, "includes": {"users": [{"id": "5", "username": "eve", "name": "Eve", "protected": true}]}}
      """#
    let entry = try Answers.first(page, from: .x)
    #expect(entry.post?.isSensitive == true)
    #expect(entry.post?.labels == ["withheld:DE", "withheld:FR"])
    #expect(entry.post?.earlierIDs == ["1", "2"])
    #expect(entry.post?.visibility == "private")
    #expect(entry.metadata.language == nil)
  }

  @Test
  func `an author who was not paid for is a number with a page`() throws {
    let entry = try Answers.first(
      #"{"data": [{"id": "3", "text": "x", "author_id": "55"}]}"#, from: .x)
    #expect(entry.metadata.authors == [Person(href: "https://x.com/i/user/55", id: "55")])
    #expect(entry.metadata.link == "https://x.com/i/status/3")
  }

  @Test
  func `what X has read on a page is a card`() throws {
    let entry = try read(
      #""entities": {"urls": [{"start": 0, "end": 10, "url": "https://t1", "expanded_url": "https://short.example/1", "unwound_url": "https://long.example/1", "title": "On moss", "description": "A paper", "images": [{"url": "https://i.example/1"}]}]}"#,
      text: "https://t1")
    #expect(
      entry.post?.card
        == LinkCard(
          href: "https://long.example/1", title: "On moss", text: "A paper",
          image: "https://i.example/1"))
    #expect(entry.metadata.links.map(\.href).contains("https://short.example/1"))
  }

  @Test
  func `posts that were asked for and are missing are named, and nothing is an empty page`() throws
  {
    let page = try Answers.read(
      #"{"data": [{"id": "3", "text": "x"}], "errors": [{"value": "1", "parameter": "ids", "detail": "Could not find tweet with ids: [1].", "title": "Not Found Error", "type": "https://api.x.com/2/problems/resource-not-found"}]}"#,
      from: .x)
    #expect(page.entries.count == 1)
    #expect(page.defect == "X says: Could not find tweet with ids: [1]. (Not Found Error)")
    let empty = try Answers.read(#"{"meta": {"result_count": 0}}"#, from: .x)
    #expect(empty.entries.isEmpty)
    #expect(empty.defect == nil)
  }
}
