// Identity: what is the same thing at the next pull, and what is not.

import Feed
import FoundationEssentials
import Testing

struct AdmissionTests {
  let now = Date(timeIntervalSince1970: 1_700_000_000)

  func entry(_ title: String, id: String? = nil, link: String? = nil, at: Date? = nil) -> Entry {
    var entry = Entry()
    entry.titleText = title
    entry.text = "\(title) in more words"
    entry.metadata.id = id
    entry.metadata.link = link
    entry.metadata.published = at
    return entry
  }

  func items(_ entries: [Entry], relativeDates: Bool = false) -> [Item] {
    var document = FeedDocument()
    document.entries = entries
    return Admission(now: now, relativeDates: relativeDates).items(of: document).items
  }

  @Test func `the id is the key, else the link, else what is said`() {
    let keys = items([
      entry("a", id: "1", link: "https://example.org/a"),
      entry("b", link: "https://example.org/b?utm_source=feed"),
      entry("c"),
    ]).map(\.externalID)
    #expect(keys[0] == "1")
    #expect(keys[1] == "https://example.org/b")
    #expect(keys[2].hasPrefix("sha256:"))
    #expect(items([entry("c")]).map(\.externalID) == [keys[2]])
  }

  @Test func `a post that stands there twice, once because somebody passed it on, is one item`() {
    let own = entry("a", id: "1", link: "https://example.org/a")
    var boosted = own
    boosted.post = Post()
    boosted.post?.repost = Repost(id: "9", by: Person(handle: "bo"))
    let admitted = items([boosted, own])
    #expect(admitted.map(\.externalID) == ["1"])
    #expect(admitted.first?.traits == [.boost])
  }

  @Test func `the text of an item says what a post shows, but not what is kept from the person`() {
    var shown = entry("a")
    shown.media = [Link(rel: "image", href: "https://example.org/i", alt: "a gear")]
    var post = Post()
    post.card = LinkCard(href: "https://example.org/c", title: "On gears")
    var quoted = PostReference(id: "2")
    quoted.text = "Quoted words"
    post.quoted = quoted
    shown.post = post
    #expect(items([shown]).map(\.text) == ["a in more words\na gear\nOn gears\nQuoted words"])
    shown.post?.quoted?.state = "blocked"
    #expect(items([shown]).map(\.text) == ["a in more words\na gear\nOn gears"])
  }

  @Test func `an id that names two things names none of them`() {
    let keys = items([
      entry("a", id: "same", link: "https://example.org/a"),
      entry("b", id: "same", link: "https://example.org/b"),
    ]).map(\.externalID)
    #expect(keys == ["https://example.org/a", "https://example.org/b"])
  }

  @Test func `the same entry twice is one item`() {
    #expect(items([entry("a", id: "1"), entry("a", id: "1")]).count == 1)
  }

  @Test func `a date in the future is kept as it was said`() {
    let tomorrow = now.addingTimeInterval(86_400)
    #expect(items([entry("a", at: tomorrow)])[0].published == tomorrow)
  }

  @Test func `relative dates move the newest entry to now and keep the distances`() {
    let old = Date(timeIntervalSince1970: 0)
    let dated = items(
      [entry("a", at: old), entry("b", at: old.addingTimeInterval(-3_600))], relativeDates: true)
    #expect(dated.map(\.published) == [now, now.addingTimeInterval(-3_600)])
  }
}
