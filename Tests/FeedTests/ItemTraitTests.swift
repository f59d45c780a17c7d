// What kind of thing an entry is, by what it carries.

import Feed
import FoundationEssentials
import Testing

struct ItemTraitTests {
  private func entry(
    link: String? = nil, comments: String? = nil, _ files: [Link] = [], links: [Link] = []
  ) -> Entry {
    var entry = Entry()
    entry.metadata.link = link
    entry.metadata.links = links
    entry.comments = comments
    entry.enclosures = files
    return entry
  }

  @Test(arguments: [
    (Link(rel: "enclosure", href: "https://e.org/a", type: "audio/mpeg"), ItemTrait.audio),
    (Link(rel: "enclosure", href: "https://e.org/a.MP3?x=1"), .audio),
    (Link(rel: "video", href: "https://e.org/a"), .video),
    (Link(rel: "enclosure", href: "https://e.org/a.mp3", type: "Video/mp4"), .video),
  ])
  func `files say what they are`(file: Link, trait: ItemTrait) {
    #expect(ItemTrait.of(entry([file])) == [trait])
  }

  @Test func `a picture and a page are neither sound nor film`() {
    let files = [
      Link(rel: "enclosure", href: "https://e.org/a.jpg", type: "image/jpeg"),
      Link(rel: "enclosure", href: "https://e.org/mp3"),
    ]
    #expect(ItemTrait.of(entry(files)).isEmpty)
  }

  @Test(arguments: [
    ("https://paper.example/x", "https://board.example/x", true),
    ("https://www.board.example/x", "https://board.example/x#comments", false),
    ("nonsense", "https://board.example/x", true),
  ])
  func `what has its comments elsewhere leads there`(link: String, comments: String, isLink: Bool) {
    #expect(ItemTrait.of(entry(link: link, comments: comments)).contains(.link) == isLink)
  }

  @Test func `an address of its own beside an external one is a link`() {
    let related = [Link(rel: "related", href: "https://paper.example/x")]
    #expect(ItemTrait.of(entry(link: "https://blog.example/1", links: related)) == [.link])
    #expect(ItemTrait.of(entry(links: related)).isEmpty)
  }

  @Test func `an answer is a reply, and counts come along`() {
    var answer = entry()
    answer.isReply = true
    answer.titleText = "Re"
    answer.engagement.likes = 3
    var document = FeedDocument()
    document.entries = [answer]
    let item = Admission(now: Date(timeIntervalSince1970: 0)).items(of: document).items.first
    #expect(item?.traits == [.reply] && item?.engagement == Engagement(likes: 3))
  }

  @Test(arguments: [
    ("0", 0), ("12", 12), ("-1", nil), ("1e3", nil), ("", nil), ("99999999999", nil),
  ])
  func `a count is a whole number of people`(text: String, count: Int?) {
    #expect(Engagement.count(text) == count)
  }
}
