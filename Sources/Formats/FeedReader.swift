// One reader for every XML format. It keeps a stack of what is open, gathers one record per entry and one for the
// feed, and hands each entry on when its end has been seen: a document that breaks off loses only what was open.

import Feed
import Markup

/// Takes the events of an XML document and makes wire records of them.
struct FeedReader: XMLSink {
  /// Where a value belongs.
  enum Place { case feed, entry, source }

  /// An element that is open.
  struct Frame {
    var element: Element
    /// Where its text begins in `text`.
    var start: Int
    var hasBase = false
    var hasLanguage = false
    /// The attributes that matter once its text is known.
    var detail: String?
  }

  static let mostEntries = 20_000
  /// Bytes of text that one record holds, whatever its elements; the rest is dropped.
  static let longestText = 4 << 20
  /// Elements of one record that count; what comes after them is passed over.
  static let mostElements = 4_000
  /// Bytes of a base; a longer one would make much of many short references.
  static let longestBase = 1_024

  var version = ""
  /// The root element is one that feeds have.
  var isFeed = false
  var feed = WireRecord()
  var record = WireRecord()
  var origin = WireRecord()
  /// Takes each entry when it is complete.
  let deliver: (Entry) -> Void
  var entryCount = 0

  private var vocabularies = VocabularyMemory()
  var frames: [Frame] = []
  var text: [UInt8] = []
  var capture: InlineCapture?
  var person: Person?
  var isInEntry = false
  var isInSource = false
  /// Inside a picture or a text input, whose titles and links are their own.
  var asides: [Element] = []
  var bases: [String]
  var languages: [String]

  init(base: String?, language: String?, deliver: @escaping (Entry) -> Void) {
    self.deliver = deliver
    bases = base.map { [$0] } ?? []
    languages = language.map { [$0] } ?? []
    feed.language = language
  }

  var base: String? { bases.last }
  var language: String? { languages.last.flatMap { $0.isEmpty ? nil : $0 } }
  var place: Place { isInSource ? .source : isInEntry ? .entry : .feed }

  /// The record that a value found now belongs to.
  var current: WireRecord {
    _read {
      switch place {
      case .feed: yield feed
      case .entry: yield record
      case .source: yield origin
      }
    }
    _modify {
      switch place {
      case .feed: yield &feed
      case .entry: yield &record
      case .source: yield &origin
      }
    }
  }

  // MARK: Events

  mutating func start(_ name: XMLName, attributes: XMLAttributes) {
    if capture != nil {
      let before = text.count
      let writes = current.size < Self.longestText
      capture?.start(name, attributes, into: &text, writes: writes)
      current.size += text.count - before
      return
    }
    let element = counted(Element.of(name, in: vocabularies.of(name)))
    var frame = Frame(element: element, start: text.count)
    track(attributes, &frame, element)
    frames.append(frame)
    open(element, name, attributes)
  }

  mutating func text(_ bytes: Bytes) {
    guard let last = frames.last, capture != nil || last.element.holdsText else { return }
    var rest = bytes
    // Piece by piece, because a text may be as long as the document, and longer once it is escaped.
    while !rest.isEmpty, current.size < Self.longestText {
      let piece = rest.head(Self.piece)
      let before = text.count
      if capture != nil {
        capture?.text(piece, into: &text)
      } else {
        unsafe text.append(contentsOf: piece.buffer)
      }
      current.size += text.count - before
      rest = rest.part(piece.count, rest.count)
    }
  }

  private static let piece = 64 << 10

  mutating func end(_ name: XMLName) {
    if let open = capture, open.depth > 0 {
      capture?.end(name, into: &text)
      return
    }
    guard let frame = frames.popLast() else { return }
    close(frame)
    if text.count > frame.start { text.removeLast(text.count - frame.start) }
    if frame.hasBase { bases.removeLast() }
    if frame.hasLanguage { languages.removeLast() }
  }

  /// The element, unless its record holds too many.
  private mutating func counted(_ element: Element) -> Element {
    guard element.holdsText else { return element }
    current.elements += 1
    return current.elements <= Self.mostElements ? element : .unknown
  }

  private mutating func track(
    _ attributes: XMLAttributes, _ frame: inout Frame, _ element: Element
  ) {
    guard !attributes.isEmpty else { return }
    let reference =
      attributes.base ?? (element == .channel || element == .entry ? attributes.value("base") : nil)
    if let reference, reference.count <= Self.longestBase,
      let joined = WebAddress.base(reference.string, over: base),
      joined.utf8.count <= Self.longestBase
    {
      bases.append(joined)
      frame.hasBase = true
    }
    if let given = attributes.language ?? attributes.value("lang"), given.count <= 100 {
      var tag = given.trimmed.string
      if tag.has(0x5F) { tag = String(tag.map { $0 == "_" ? "-" : $0 }) }
      languages.append(tag)
      frame.hasLanguage = true
      switch element {
      case .feed, .rss, .rdf: if !tag.isEmpty { feed.language = tag }
      default: break
      }
    }
  }

  /// The text of the element that `frame` closes, trimmed and with common damage repaired.
  func string(of frame: Frame) -> String {
    DamagedText.string(text[min(frame.start, text.count)...])
  }

  /// The same, nil when there is none.
  func value(of frame: Frame) -> String? {
    let value = string(of: frame)
    return value.isEmpty ? nil : value
  }
}

extension XMLAttributes {
  /// The trimmed value; nil when there is none, or one too long for what attributes are for.
  func string(_ name: StaticString) -> String? {
    guard let value = value(name)?.trimmed, !value.isEmpty, value.count <= Self.longest else {
      return nil
    }
    return value.string
  }

  static let longest = 64 << 10
}
