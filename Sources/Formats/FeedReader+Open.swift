// What a start tag sets in motion: a place for what follows, a text construct to gather, or a value that stands in
// the attributes alone.

import Feed
import Markup

extension FeedReader {
  mutating func open(_ element: Element, _ name: XMLName, _ attributes: XMLAttributes) {
    switch element {
    case .feed, .rss, .rdf, .channel, .entry, .source: openPlace(element, name, attributes)
    case .image, .textInput: openAside(element)
    case .author, .contributor, .publisher: if person == nil { person = Person() }
    case .link, .guid, .enclosure, .pictureLink, .pictureAddress, .mediaContent, .thumbnail:
      openReference(element, attributes)
    case .category, .podcastCategory, .mediaCategory: openTag(element, attributes)
    case .license: openLicense(attributes)
    case .generatorAgent:
      if let resource = attributes.rdf("resource")?.trimmed.string, current.generator == nil {
        current.generator = resource
      }
    case .inReplyTo: current.isReply = true
    case .ratingCount:
      // Media RSS has no word for likes; what publishers count here are those who gave a star.
      current.engagement.likes = attributes.string("count").flatMap(Engagement.count)
    default: openText(element, attributes)
    }
  }

  // MARK: Places

  private mutating func openPlace(
    _ element: Element, _ name: XMLName, _ attributes: XMLAttributes
  ) {
    if isRoot, element != .source { isFeed = true }
    if version.isEmpty { version = FeedVersion.name(element, name, attributes, isRoot: isRoot) }
    switch element {
    case .channel: readChannelDefinition(attributes, into: \.feed)
    case .entry:
      if isInEntry { finishEntry() }
      isInEntry = true
      isInSource = false
      person = nil
      asides.removeAll()
      record = WireRecord()
      record.language = frames.last?.hasLanguage == true ? language : nil
      if let about = attributes.rdf("about")?.trimmed, !about.isEmpty {
        record.id = WebAddress.resolve(about.string, against: base)
      }
      readChannelDefinition(attributes, into: \.record)
    case .source where isInEntry:
      isInSource = true
      origin = WireRecord()
      frames[frames.count - 1].detail = attributes.string("url").flatMap {
        WebAddress.resolve($0, against: base)
      }
    default: break
    }
  }

  private var isRoot: Bool { frames.count == 1 }

  /// CDF says in attributes what others say in elements.
  private mutating func readChannelDefinition(
    _ attributes: XMLAttributes, into record: WritableKeyPath<FeedReader, WireRecord>
  ) {
    guard !attributes.isEmpty else { return }
    if let modified = attributes.string("lastmod") { self[keyPath: record].updated = modified }
    if let href = attributes.string("href"), let link = WebAddress.resolve(href, against: base) {
      self[keyPath: record].link = link
      self[keyPath: record].links.append(Link(rel: "alternate", href: link))
    }
  }

  private mutating func openAside(_ element: Element) {
    asides.append(element)
    if element == .image, current.image == nil { current.image = Picture() }
  }

  // MARK: Texts

  private mutating func openText(_ element: Element, _ attributes: XMLAttributes) {
    guard let usual = Self.textType(element), asides.isEmpty, person == nil else { return }
    // Outside an entry a `body` is a page's own, and what lies in it may still be a feed.
    if element == .markupContent, place != .entry { return }
    let type = MediaType.of(attributes.string("type"), default: usual)
    let isBase64 = attributes.value("mode").map { $0 == "base64" } ?? false
    let src = element == .content ? attributes.string("src") : nil
    capture = InlineCapture(
      element, type: type, isBase64: isBase64 || MediaType.isBinary(type),
      src: src.flatMap { WebAddress.resolve($0, against: base) }, start: text.count)
  }

  /// The text constructs, and what each is when it does not say.
  ///
  /// Descriptions of RSS are HTML by custom; Atom's are plain by RFC 4287, 3.1.1.
  private static func textType(_ element: Element) -> String? {
    switch element {
    case .title, .looseTitle, .subtitle, .looseSubtitle, .abstract, .summary, .looseSummary,
      .content, .rights:
      MediaType.plain
    case .description, .looseDescription, .encoded: MediaType.html
    case .markupContent: MediaType.xhtml
    default: nil
    }
  }

  // MARK: References

  private mutating func openReference(_ element: Element, _ attributes: XMLAttributes) {
    let given = attributes.string("href") ?? attributes.string("url") ?? attributes.string("uri")
    let address = given.flatMap { WebAddress.resolve($0, against: base) }
    switch element {
    case .link:
      openLink(attributes, address, given)
    case .guid:
      let permanent = attributes.string("ispermalink").map { $0.lowercased() }
      frames[frames.count - 1].detail = permanent ?? ""
    case .enclosure:
      guard let address else { return }
      current.links.append(link("enclosure", address, attributes))
    case .mediaContent:
      guard let address else { return }
      current.media.append(link(attributes.string("medium") ?? "", address, attributes))
    case .thumbnail:
      guard let address else { return }
      current.thumbnails.append(address)
    case .pictureAddress: if let address { current.podcastImage = address }
    case .pictureLink:
      if let address, attributes.string("rel") == "image" { current.podcastImage = address }
    default: break
    }
  }

  private mutating func openLink(
    _ attributes: XMLAttributes, _ address: String?, _ given: String?
  ) {
    guard asides.isEmpty else { return }
    let relation = attributes.string("rel").map { Self.relation($0) } ?? "alternate"
    var found = link(relation, address ?? "", attributes)
    guard given != nil || attributes.value("href") != nil else {
      current.links.append(found)
      return
    }
    frames[frames.count - 1].detail = "attribute"
    // An empty `href` is a reference to the base itself; one that was refused is none.
    let empty = given == nil ? WebAddress.resolve("", against: base) : nil
    guard let href = address ?? empty else { return }
    found.href = href
    current.links.append(found)
    let isPage = found.type.map { $0 == MediaType.html || $0 == MediaType.xhtml } ?? true
    if found.rel == "alternate", isPage { current.link = href }
  }

  /// A registered relation in its short form (RFC 4287, 4.2.7.2); others are addresses and stay as they are.
  private static func relation(_ given: String) -> String {
    let registry = "http://www.iana.org/assignments/relation/"
    if given.hasPrefix(registry) { return String(given.dropFirst(registry.utf8.count)) }
    return given.utf8.contains(0x3A) ? given : given.lowercased()
  }

  private mutating func openLicense(_ attributes: XMLAttributes) {
    guard asides.isEmpty, let resource = attributes.rdf("resource")?.trimmed.string else { return }
    addLicense(resource)
  }

  mutating func addLicense(_ reference: String) {
    guard let address = WebAddress.resolve(reference, against: base) else { return }
    current.links.append(Link(rel: "license", href: address))
  }

  private func link(_ rel: String, _ href: String, _ attributes: XMLAttributes) -> Link {
    Link(
      rel: rel, href: href, type: attributes.string("type"), title: attributes.string("title"),
      length: attributes.string("length") ?? attributes.string("filesize"),
      hreflang: attributes.string("hreflang"))
  }

  // MARK: Tags

  static let podcasts = "http://www.itunes.com/"
  private static let mediaScheme = "http://search.yahoo.com/mrss/category_schema"

  private mutating func openTag(_ element: Element, _ attributes: XMLAttributes) {
    guard asides.isEmpty else { return }
    switch element {
    case .podcastCategory:
      guard let term = attributes.string("text") else {
        frames[frames.count - 1].detail = "text"
        return
      }
      add(Tag(term: term, scheme: Self.podcasts))
    default:
      let scheme = attributes.string("scheme") ?? attributes.string("domain")
      let usual = element == .mediaCategory ? Self.mediaScheme : nil
      let tag = Tag(
        term: attributes.string("term"), scheme: scheme ?? usual, label: attributes.string("label"))
      frames[frames.count - 1].detail = "tag"
      current.tags.append(tag)
    }
  }

  /// Tags of one record; each new one is compared with all before it.
  private static let mostTags = 500

  mutating func add(_ tag: Tag) {
    guard current.tags.count < Self.mostTags else { return }
    if !current.tags.contains(tag) { current.tags.append(tag) }
  }
}

extension XMLAttributes {
  /// The value of an attribute of RDF, by its namespace or, where that is not declared, by its usual prefix.
  fileprivate func rdf(_ local: StaticString) -> Bytes? {
    first {
      $0.name.local == local
        && ($0.name.prefix == "rdf"
          || $0.name.space == "http://www.w3.org/1999/02/22-rdf-syntax-ns#")
    }?.value
  }
}
