// What an end tag settles: the text is known, and goes to the field that the element means.

import Feed
import Markup

extension FeedReader {
  mutating func close(_ frame: Frame) {
    if let open = capture {
      capture = nil
      return closeText(open, at: frames.count)
    }
    switch frame.element {
    case .entry: if isInEntry { finishEntry() }
    case .source: if isInSource { finishSource(frame) }
    case .image, .textInput: if !asides.isEmpty { asides.removeLast() }
    case .author, .contributor, .publisher: closePerson(frame)
    case .name, .email: closePersonPart(frame)
    case .address: closeAddress(frame)
    case .title where !asides.isEmpty: closePictureTitle(frame)
    case .category, .mediaCategory: closeTag(frame)
    case .podcastCategory: closePodcastTag(frame)
    case .keywords: closeKeywords(frame, scheme: nil)
    case .podcastKeywords: closeKeywords(frame, scheme: Self.podcasts)
    case .link, .guid, .id, .comments, .icon, .logo, .thumbnail, .originalLink, .pictureAddress,
      .license:
      closeReference(frame)
    default: closeValue(frame)
    }
  }

  private var inImage: Bool { asides.last == .image }

  private mutating func closePictureTitle(_ frame: Frame) {
    let title = value(of: frame)
    if inImage { current.image?.title = title }
  }

  // MARK: Texts

  private mutating func closeText(_ open: InlineCapture, at depth: Int) {
    let unwrapped = version == "atom10" && open.type == MediaType.xhtml
    let range = open.range(in: text, unwrapped: unwrapped)
    let wire = WireText(
      value: DamagedText.string(text[range]), type: open.type, isBase64: open.isBase64,
      language: language, base: base, src: open.src)
    guard !wire.value.isEmpty || open.src != nil else { return }
    store(wire, open.element, at: depth)
  }

  private mutating func store(_ wire: WireText, _ element: Element, at depth: Int) {
    let accepted = current.accepts(element, at: depth, keepsFirst: element == .title)
    switch element {
    case .title: if accepted { current.title = wire }
    case .looseTitle: if current.looseTitle == nil { current.looseTitle = wire }
    case .rights: if accepted { current.rights = wire }
    case .content, .encoded, .markupContent: current.contents.append(wire)
    case .subtitle: if accepted { current.subtitle = wire }
    case .looseSubtitle: if current.looseSubtitle == nil { current.looseSubtitle = wire }
    case .looseSummary, .looseDescription:
      if current.looseSummary == nil { current.looseSummary = wire }
    case .description, .abstract, .summary: storeSummary(wire, element, accepted)
    default: break
    }
  }

  /// A second summary is content, when there is none: some feeds put the teaser first and the article after it.
  private mutating func storeSummary(_ wire: WireText, _ element: Element, _ accepted: Bool) {
    guard place == .entry else {
      // A feed has a description; a summary beside it is of less weight.
      if accepted, element != .summary || current.subtitle == nil { current.subtitle = wire }
      return
    }
    if record.summary != nil, record.contents.isEmpty {
      record.contents.append(wire)
    } else if accepted || record.summary == nil {
      record.summary = wire
    }
  }

  private mutating func closeValue(_ frame: Frame) {
    guard asides.isEmpty, person == nil, let value = value(of: frame) else { return }
    let depth = frames.count
    switch frame.element {
    case .published where current.accepts(.published, at: depth): current.published = value
    case .updated where current.accepts(.updated, at: depth): current.updated = value
    case .created where current.accepts(.created, at: depth): current.created = value
    case .language where current.accepts(.language, at: depth): current.language = value
    case .generator where current.accepts(.generator, at: depth): current.generator = value
    case .ttl: current.ttl = value
    case .hour, .day: closePause(frame.element, value)
    case .updatePeriod: current.updatePeriod = value
    case .updateFrequency: current.updateFrequency = value
    case .duration: current.duration = value
    case .commentCount: current.engagement.comments = Engagement.count(value)
    default: break
    }
  }

  /// An hour or a day of silence; there are 25 spellings of hours at most.
  private mutating func closePause(_ element: Element, _ value: String) {
    switch (element, frames.last?.element) {
    case (.hour, .skipHours) where current.skipHours.count < 25: current.skipHours.append(value)
    case (.day, .skipDays) where current.skipDays.count < 25: current.skipDays.append(value)
    default: break
    }
  }

  // MARK: People

  private mutating func closePerson(_ frame: Frame) {
    guard var found = person else { return }
    person = nil
    if found == Person(), let text = value(of: frame) { found = AuthorText.person(text) }
    guard found != Person() else { return }
    let written = value(of: frame) ?? AuthorText.text(found)
    switch frame.element {
    case .author:
      current.authors.append(found)
      current.author = written
    case .contributor: current.contributors.append(found)
    default: break
    }
  }

  private mutating func closePersonPart(_ frame: Frame) {
    guard person != nil, let value = value(of: frame) else { return }
    if frame.element == .name { person?.name = value } else { person?.email = value }
  }

  private mutating func closeAddress(_ frame: Frame) {
    guard let value = value(of: frame), let address = WebAddress.resolve(value, against: base)
    else { return }
    if person != nil {
      person?.href = address
    } else if inImage {
      current.image?.href = address
    }
  }

  // MARK: Tags

  private mutating func closeKeywords(_ frame: Frame, scheme: String?) {
    let words = string(of: frame).split(maxSplits: 200) { $0 == "," || $0 == ";" }
    for word in words.prefix(200) {
      let term = PlainLine.oneLine(String(word))
      if !term.isEmpty { add(Tag(term: term, scheme: scheme)) }
    }
  }

  /// A category of a podcast without `text` says its name as others do.
  private mutating func closePodcastTag(_ frame: Frame) {
    guard asides.isEmpty, frame.detail != nil, let term = value(of: frame) else { return }
    add(Tag(term: term, scheme: Self.podcasts))
  }

  private mutating func closeTag(_ frame: Frame) {
    guard asides.isEmpty, frame.detail != nil, var tag = current.tags.popLast() else { return }
    if tag.term == nil { tag.term = value(of: frame) }
    if tag.term == nil { tag.term = tag.label }
    guard tag.term != nil else { return }
    add(tag)
  }

  // MARK: References

  private mutating func closeReference(_ frame: Frame) {
    if frame.element == .link { return closeLink(frame) }
    guard asides.isEmpty, let value = value(of: frame) else { return }
    if frame.element == .guid { return closeGuid(frame, value) }
    if frame.element == .license { return addLicense(value) }
    guard let address = WebAddress.resolve(value, against: base) else { return }
    switch frame.element {
    case .id where current.accepts(.id, at: frames.count):
      current.id = address
      current.identityLink = address.hasPrefix("http") ? address : nil
    case .comments: current.comments = address
    case .icon: current.icon = address
    case .logo: current.logo = address
    case .thumbnail: current.thumbnails.append(address)
    case .pictureAddress: if current.podcastImage == nil { current.podcastImage = address }
    case .originalLink: current.links.append(Link(rel: "original", href: address))
    default: break
    }
  }

  private mutating func closeLink(_ frame: Frame) {
    guard frame.detail == nil else { return }
    let address = value(of: frame).flatMap { WebAddress.resolve($0, against: base) }
    if !asides.isEmpty {
      if inImage { current.image?.link = address }
      return
    }
    guard var link = current.links.popLast() else { return }
    guard let address else { return }
    link.href = address
    current.links.append(link)
    if link.rel == "alternate" { current.link = address }
  }

  /// `isPermaLink` is true unless it says otherwise, but an identifier that is no address is no link.
  private mutating func closeGuid(_ frame: Frame, _ value: String) {
    let isLink = frame.detail != "false"
    let scheme = WebAddress.scheme(of: value)
    let isAddress = scheme == "http" || scheme == "https"
    let address = isLink ? WebAddress.resolve(value, against: base) : value
    guard let address, current.accepts(.guid, at: frames.count) else { return }
    let looksRelative = scheme == nil && base != nil && value.hasPrefix("/")
    current.id = looksRelative || isAddress || frame.detail == "true" ? address : value
    if isLink, isAddress || looksRelative, current.link == nil {
      current.link = address
    }
  }

  // MARK: Places

  mutating func finishEntry() {
    isInEntry = false
    isInSource = false
    person = nil
    asides.removeAll()
    entryCount += 1
    guard entryCount <= Self.mostEntries else { return }
    deliver(EntryAdapter(version: version, language: feed.language).entry(record))
  }

  private mutating func finishSource(_ frame: Frame) {
    isInSource = false
    let title = origin.title.map { EntryAdapter(version: version, language: nil).render($0).value }
    let found = Origin(
      title: title ?? value(of: frame), href: frame.detail, link: origin.link, id: origin.id)
    if found != Origin() { record.source = found }
  }
}
