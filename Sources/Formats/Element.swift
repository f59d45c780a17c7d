// What the elements of all feed formats mean: one list, into which each format's own table maps its names. Feeds mix
// formats freely (Atom links in RSS, Dublin Core in both), so one reader serves all of them.

import Markup

/// The meaning of an element.
enum Element: UInt8 {
  // Structure
  case feed, rss, rdf, channel, entry, source, image, textInput, group
  // Text that may be marked up
  case title, looseTitle, description, abstract, summary, content, encoded, markupContent, rights
  case subtitle, looseSubtitle, looseSummary, looseDescription
  // People
  case author, contributor, publisher, name, email, address
  // Times
  case published, updated, created
  // References
  case link, guid, id, comments, enclosure, originalLink, pictureLink, pictureAddress
  case mediaContent, thumbnail, icon, logo, license
  // The rest
  case category, podcastCategory, mediaCategory, keywords, podcastKeywords, language, generator,
    generatorAgent
  case ttl, duration
  // What others did with it
  case commentCount, ratingCount, inReplyTo
  // When to ask again
  case skipHours, skipDays, hour, day, updatePeriod, updateFrequency
  case unknown

  /// The meaning of a name in a vocabulary; letters' case does not count.
  static func of(_ name: XMLName, in vocabulary: Vocabulary) -> Element {
    tables[Int(vocabulary.rawValue)].find(name.local)
  }

  /// Whether the text inside may be wanted; what stands between the elements of a place is only layout.
  var holdsText: Bool {
    switch self {
    case .feed, .rss, .rdf, .channel, .entry, .group, .unknown: false
    default: true
    }
  }

  /// The tables by the vocabularies' numbers, to be asked with bytes.
  private static let tables: [Names] = Vocabulary.allCases.map { Names(table($0)) }

  private static func table(_ vocabulary: Vocabulary) -> [String: Element] {
    switch vocabulary {
    case .core: core
    case .dublinCore: ModuleElements.dublinCore
    case .terms: ModuleElements.terms
    case .content: ModuleElements.content
    case .itunes: ModuleElements.itunes
    case .media: ModuleElements.media
    case .xhtml: ModuleElements.xhtml
    case .rdf: ModuleElements.rdf
    case .feedburner: ModuleElements.feedburner
    case .admin: ModuleElements.admin
    case .syndication: ModuleElements.syndication
    case .licenses: ModuleElements.licenses
    case .slash: ModuleElements.slash
    case .threading: ModuleElements.threading
    case .other: [:]
    }
  }

  /// The names of one vocabulary.
  private struct Names {
    private let table: ByteTable
    private let elements: [Element]

    init(_ names: [String: Element]) {
      let sorted = names.sorted { $0.key < $1.key }
      table = ByteTable(sorted.map { $0.key.lowercased() }, folding: true)
      elements = sorted.map(\.value)
    }

    func find(_ name: Bytes) -> Element {
      table.find(name).map { elements[$0] } ?? .unknown
    }
  }

  private static let core = RSSElements.table.merging(AtomElements.table) { rss, _ in rss }
    .merging(CDFElements.table) { known, _ in known }
}

/// RSS 0.90 to 2.0, and RSS 1.0 beside its RDF.
enum RSSElements {
  static let table: [String: Element] = [
    "rss": .rss, "rdf": .rdf, "channel": .channel, "item": .entry, "product": .entry,
    "image": .image, "textinput": .textInput, "textInput": .textInput, "source": .source,
    "title": .title, "description": .description, "link": .link, "guid": .guid,
    "body": .markupContent, "fullitem": .encoded, "prodlink": .encoded,
    "copyright": .rights, "language": .language, "generator": .generator, "ttl": .ttl,
    "pubdate": .published, "pubDate": .published, "lastbuilddate": .updated, "date": .updated,
    "author": .author, "managingeditor": .author, "webmaster": .publisher,
    "category": .category, "keywords": .keywords, "enclosure": .enclosure, "comments": .comments,
    "url": .address, "href": .address, "thumbnail": .thumbnail,
    "skiphours": .skipHours, "skipHours": .skipHours, "hour": .hour,
    "skipdays": .skipDays, "skipDays": .skipDays, "day": .day,
  ]
}

/// Atom 0.3 and 1.0.
enum AtomElements {
  static let table: [String: Element] = [
    "feed": .feed, "entry": .entry, "title": .title, "id": .id, "link": .link,
    "subtitle": .subtitle, "tagline": .subtitle, "summary": .summary, "content": .content,
    "rights": .rights, "copyright": .rights, "author": .author, "contributor": .contributor,
    "name": .name, "email": .email, "uri": .address, "url": .address, "homepage": .address,
    "published": .published, "issued": .published, "updated": .updated, "modified": .updated,
    "created": .created, "category": .category, "generator": .generator, "icon": .icon,
    "logo": .logo, "source": .source,
  ]
}

/// Channel Definition Format, the push channels of 1997; upper case as a rule.
enum CDFElements {
  static let table: [String: Element] = [
    "channel": .channel, "item": .entry, "abstract": .abstract, "title": .title, "logo": .logo,
  ]
}

/// The modules that real feeds carry.
enum ModuleElements {
  static let dublinCore: [String: Element] = [
    "title": .title, "creator": .author, "author": .author, "contributor": .contributor,
    "publisher": .publisher, "date": .updated, "subject": .category, "rights": .rights,
    "language": .language, "description": .looseDescription,
  ]
  static let terms: [String: Element] = [
    "title": .looseTitle, "creator": .author, "contributor": .contributor, "issued": .published,
    "modified": .updated, "created": .created, "subject": .category, "rights": .rights,
    "abstract": .looseDescription, "license": .license,
  ]
  static let content: [String: Element] = ["encoded": .encoded]
  static let itunes: [String: Element] = [
    "author": .author, "owner": .publisher, "name": .name, "email": .email,
    "subtitle": .looseSubtitle, "summary": .looseSummary, "description": .looseSummary,
    "category": .podcastCategory, "keywords": .podcastKeywords, "image": .pictureAddress,
    "link": .pictureLink, "duration": .duration, "title": .looseTitle,
  ]
  static let media: [String: Element] = [
    "title": .looseTitle, "description": .looseDescription, "content": .mediaContent,
    "thumbnail": .thumbnail, "category": .mediaCategory, "keywords": .keywords, "group": .group,
    "starrating": .ratingCount, "starRating": .ratingCount,
  ]
  /// Comments as Slashdot began to count them.
  static let slash: [String: Element] = ["comments": .commentCount]
  /// Atom threading (RFC 4685 §3 and §5).
  static let threading: [String: Element] = [
    "in-reply-to": .inReplyTo, "total": .commentCount,
  ]
  static let xhtml: [String: Element] = ["body": .markupContent]
  static let rdf: [String: Element] = ["rdf": .rdf, "RDF": .rdf]
  static let feedburner: [String: Element] = ["origlink": .originalLink, "origLink": .originalLink]
  static let admin: [String: Element] = [
    "generatoragent": .generatorAgent, "generatorAgent": .generatorAgent,
  ]
  static let syndication: [String: Element] = [
    "updateperiod": .updatePeriod, "updatePeriod": .updatePeriod,
    "updatefrequency": .updateFrequency, "updateFrequency": .updateFrequency,
  ]
  /// Creative Commons, in its RSS module as text and in RDF as a resource.
  static let licenses: [String: Element] = ["license": .license]
}
