// Wire records → entries: texts are decoded, cleaned and made plain in one pass, dates are read, and where a format
// says one thing in several ways the best one is taken.

import Feed
import Markup

/// Makes what others see of what stood on the wire.
struct EntryAdapter {
  let version: String
  /// The language of the feed, for what does not say its own.
  let language: String?

  /// A text construct made safe, and the same as plain text.
  struct Rendered {
    var value: String
    var type: String
    var plain: String
  }

  func entry(_ record: WireRecord) -> Entry {
    var entry = Entry()
    let title = (record.title ?? record.looseTitle).map { render($0) }
    entry.metadata = metadata(record, title: title)
    entry.metadata.language =
      record.language ?? record.contents.first?.language ?? record.title?.language
    entry.titleText = title.map { PlainLine.title($0) } ?? ""
    let contents = record.contents.map { (wire: $0, text: render($0)) }
    entry.contents = contents.map {
      Content(
        value: $0.text.value, type: $0.text.type, language: $0.wire.language, src: $0.wire.src)
    }
    let summary = (record.summary ?? record.looseSummary).map { render($0) }
    let standIn = contents.first { Self.isReadable($0.text.type) }?.text
    let chosen = summary ?? standIn ?? record.looseSubtitle.map { render($0) }
    entry.summaryHTML = chosen?.value
    entry.summaryType = chosen?.type
    let body = contents.first { !$0.text.plain.isEmpty }?.text
    entry.text = (body ?? chosen)?.plain ?? ""
    entry.comments = record.comments
    entry.source = record.source
    entry.thumbnails = record.thumbnails
    entry.media = record.media
    entry.enclosures = record.links.filter { $0.rel == "enclosure" }
    entry.itunesDuration = record.duration
    entry.engagement = record.engagement
    entry.isReply = record.isReply
    return entry
  }

  /// Fills in what the feed said of itself.
  func describe(_ record: WireRecord, in document: inout FeedDocument) {
    let title = (record.title ?? record.looseTitle).map { render($0) }
    document.metadata = metadata(record, title: title)
    let best = record.subtitle ?? record.looseSubtitle ?? record.looseSummary
    let subtitle = best.map { render($0) }
    document.subtitle = subtitle?.value
    document.subtitleType = subtitle?.type
    document.generator = record.generator
    document.icon = record.icon
    document.logo = record.logo
    document.ttl = record.ttl
    document.skipHours = record.skipHours
    document.skipDays = record.skipDays
    document.updatePeriod = record.updatePeriod
    document.updateFrequency = record.updateFrequency
  }

  private func metadata(_ record: WireRecord, title: Rendered?) -> Metadata {
    var metadata = Metadata()
    metadata.title = title?.value
    metadata.titleType = title?.type
    metadata.id = record.id
    metadata.links = record.links.filter { !$0.href.isEmpty }
    metadata.link = record.link ?? record.links.first { $0.rel == "alternate" }?.href
    metadata.link = metadata.link ?? record.identityLink
    metadata.author = record.author
    metadata.authors = record.authors
    metadata.contributors = record.contributors
    metadata.language = record.language
    metadata.rights = record.rights.map { render($0).value }
    metadata.publishedRaw = record.published ?? record.created
    metadata.published = metadata.publishedRaw.flatMap { FeedDate.parse($0) }
    metadata.updatedRaw = record.updated
    metadata.updated = record.updated.flatMap { FeedDate.parse($0) }
    metadata.tags = record.tags
    metadata.image = picture(record)
    return metadata
  }

  private func picture(_ record: WireRecord) -> Picture? {
    if let image = record.image, image != Picture() { return image }
    return record.podcastImage.map { Picture(href: $0) }
  }

  // MARK: Texts

  /// Decodes and cleans a text.
  ///
  /// RSS cannot say whether a text is HTML, so there it is judged by its looks; Atom says so and is believed.
  func render(_ wire: WireText) -> Rendered {
    var value = wire.value
    var type = wire.type
    if wire.isBase64, let decoded = Base64.decode(value), UTF8Text.survey(decoded[...]).bad == 0 {
      value = DamagedText.string(decoded[...])
    }
    if type == MediaType.plain, !saysTypes, HTMLLook.isLikely(value) {
      type = MediaType.html
    }
    guard type != MediaType.plain else {
      return Rendered(value: value, type: type, plain: PlainLine.squeezed(value))
    }
    guard value.has(0x3C) || value.has(0x26) || value.has(0x3E) else {
      return Rendered(value: value, type: type, plain: PlainLine.squeezed(value))
    }
    let clean = HTMLCleaner.clean(value, base: wire.base, limits: Self.limits)
    return Rendered(value: clean.html, type: type, plain: clean.text)
  }

  /// Nobody asks an entry where its text leads.
  private static let limits = {
    var limits = HTMLLimits()
    limits.links = 0
    return limits
  }()

  /// Formats whose word on types is believed.
  private var saysTypes: Bool {
    version.hasPrefix("atom") || version.hasPrefix("json") || Network(rawValue: version) != nil
  }

  private static func isReadable(_ type: String) -> Bool {
    type == MediaType.plain || type == MediaType.html || type == MediaType.xhtml
  }
}
