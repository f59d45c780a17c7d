// One record as the format gave it, before anything is decided about it. A wire struct: it mirrors what feeds
// say, absent stays absent, and only `Formats` makes one.

package import FoundationEssentials

/// What an entry says about a person: any of it may be missing.
package struct Person: Sendable, Hashable {
  package var name: String?
  package var email: String?
  package var href: String?
  /// What the person is called by on a network, without `@` in front: `ada@example.social`, `ada.bsky.social`, `ada`.
  package var handle: String?
  /// What the network itself calls the person, whatever the handle is today.
  package var id: String?

  package init(
    name: String? = nil, email: String? = nil, href: String? = nil, handle: String? = nil,
    id: String? = nil
  ) {
    self.name = name
    self.email = email
    self.href = href
    self.handle = handle
    self.id = id
  }
}

/// A category: `term` is the machine's word, `label` the reader's.
package struct Tag: Sendable, Hashable {
  package var term: String?
  package var scheme: String?
  package var label: String?

  package init(term: String? = nil, scheme: String? = nil, label: String? = nil) {
    self.term = term
    self.scheme = scheme
    self.label = label
  }
}

/// A link with its relation (`alternate`, `self`, `enclosure`, …); `length` is the string as given.
package struct Link: Sendable, Hashable {
  package var rel: String
  package var href: String
  package var type: String?
  package var title: String?
  package var length: String?
  package var hreflang: String?
  /// What a picture shows, for those who do not see it.
  package var alt: String?

  package init(
    rel: String, href: String, type: String? = nil, title: String? = nil, length: String? = nil,
    hreflang: String? = nil, alt: String? = nil
  ) {
    self.rel = rel
    self.href = href
    self.type = type
    self.title = title
    self.length = length
    self.hreflang = hreflang
    self.alt = alt
  }
}

/// A piece of content; `value` is sanitised when `type` is anything but `text/plain`.
package struct Content: Sendable, Hashable {
  package var value: String
  package var type: String
  package var language: String?
  /// Where the content lies, when it is not inline.
  package var src: String?

  package init(value: String, type: String, language: String? = nil, src: String? = nil) {
    self.value = value
    self.type = type
    self.language = language
    self.src = src
  }
}

/// A picture that stands for a feed or an entry, and what it says of itself.
package struct Picture: Sendable, Hashable {
  package var href: String?
  package var link: String?
  package var title: String?

  package init(href: String? = nil, link: String? = nil, title: String? = nil) {
    self.href = href
    self.link = link
    self.title = title
  }
}

/// The feed that an entry was taken over from.
package struct Origin: Sendable, Hashable {
  package var title: String?
  /// The address of that feed.
  package var href: String?
  /// The page of that feed.
  package var link: String?
  package var id: String?

  package init(
    title: String? = nil, href: String? = nil, link: String? = nil, id: String? = nil
  ) {
    self.title = title
    self.href = href
    self.link = link
    self.id = id
  }
}

/// What feed and entry have in common.
///
/// Times are as parsed, `…Raw` the string as given; URLs are absolute where a base is known.
package struct Metadata: Sendable, Hashable {
  package var title: String?
  package var titleType: String?
  package var link: String?
  package var id: String?
  package var author: String?
  package var authors: [Person] = []
  package var contributors: [Person] = []
  package var language: String?
  package var rights: String?
  package var published: Date?
  package var publishedRaw: String?
  package var updated: Date?
  package var updatedRaw: String?
  package var tags: [Tag] = []
  package var links: [Link] = []
  package var image: Picture?

  package init() {}
}

/// One record of a feed or timeline.
package struct Entry: Sendable, Hashable {
  package var metadata = Metadata()
  /// Sanitised HTML, or plain text to be escaped where ``summaryType`` is `text/plain`; the first content where the
  /// entry has no summary of its own.
  package var summaryHTML: String?
  package var summaryType: String?
  /// Every content in document order, sanitised; the first one is `content_html` to the outside.
  package var contents: [Content] = []
  /// The entry's title as plain text, tags dropped and entities resolved; one line.
  package var titleText = ""
  /// The fullest body (content before summary) as plain text.
  package var text = ""
  package var comments: String?
  package var source: Origin?
  package var thumbnails: [String] = []
  package var media: [Link] = []
  package var enclosures: [Link] = []
  package var itunesDuration: String?
  /// What others did with it, as far as the feed counts.
  package var engagement = Engagement()
  /// Whether it answers another entry.
  package var isReply = false
  /// What only networks say; nil for the entry of a feed.
  package var post: Post? {
    get { posts.first }
    set { posts = newValue.map { [$0] } ?? [] }
  }
  /// At most one, and not in here: entries of feeds are many, and have none.
  private var posts: [Post] = []

  package init() {}
}

/// A parsed response: what the feed says of itself, and its entries in document order.
package struct FeedDocument: Sendable, Hashable {
  /// `rss20`, `rss10`, `rss091`, `atom10`, `atom03`, `json11`, … ; empty when unknown.
  package var version = ""
  package var metadata = Metadata()
  package var subtitle: String?
  package var subtitleType: String?
  package var generator: String?
  package var icon: String?
  package var logo: String?
  package var ttl: String?
  /// Hours (GMT) and days in which the feed asks not to be asked, as given.
  package var skipHours: [String] = []
  package var skipDays: [String] = []
  package var updatePeriod: String?
  package var updateFrequency: String?
  package var entries: [Entry] = []
  /// Asks a network for the page of older posts: an address, or the value of its cursor; nil at the end.
  package var next: String?
  /// The same for newer posts, where the network has such a thing.
  package var previous: String?
  /// One line for people, set when the document broke off.
  ///
  /// The complete entries are here, the rest is lost, and validators must not be stored.
  package var defect: String?

  package init() {}
}
