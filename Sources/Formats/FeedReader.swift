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
  /// Bytes of one field; the rest of it is dropped.
  static let longestText = 8 << 20

  var version = ""
  /// The root element is one that feeds have.
  var isFeed = false
  var feed = WireRecord()
  var record = WireRecord()
  var origin = WireRecord()
  var entries: [Entry] = []
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

  init(base: String?, language: String?) {
    bases = base.map { [$0] } ?? []
    languages = language.map { [$0] } ?? []
    feed.language = language
  }

  var base: String? { bases.last }
  var language: String? { languages.last.flatMap { $0.isEmpty ? nil : $0 } }
  var place: Place { isInSource ? .source : isInEntry ? .entry : .feed }

  /// The record that a value found now belongs to.
  var current: WireRecord {
    get {
      switch place {
      case .feed: feed
      case .entry: record
      case .source: origin
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
      capture?.start(name, attributes, into: &text)
      return
    }
    let element = Element.of(name, in: vocabularies.of(name))
    var frame = Frame(element: element, start: text.count)
    track(attributes, &frame, element)
    frames.append(frame)
    open(element, name, attributes)
  }

  mutating func text(_ bytes: Bytes) {
    guard frames.count > 0, text.count < Self.longestText else { return }
    if capture != nil {
      capture?.text(bytes, into: &text)
    } else {
      unsafe text.append(contentsOf: bytes.buffer)
    }
  }

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

  private mutating func track(
    _ attributes: XMLAttributes, _ frame: inout Frame, _ element: Element
  ) {
    guard !attributes.isEmpty else { return }
    let reference =
      attributes.base ?? (element == .channel || element == .entry ? attributes.value("base") : nil)
    if let reference, let joined = WebAddress.base(reference.string, over: base) {
      bases.append(joined)
      frame.hasBase = true
    }
    if let given = attributes.language ?? attributes.value("lang") {
      let tag = given.trimmed.string.replacing("_", with: "-")
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

extension String {
  /// With every `old` byte replaced.
  fileprivate func replacing(_ old: Character, with new: Character) -> String {
    String(map { $0 == old ? new : $0 })
  }
}

extension XMLAttributes {
  /// The value of an attribute whatever its letters' case; `name` is in lower case.
  func value(_ name: StaticString) -> Bytes? {
    if isEmpty { return nil }
    if let exact = self[name] { return exact }
    return first { $0.name.local.count == name.utf8CodeUnitCount && $0.name.matches(name) }?.value
  }

  /// The trimmed value, nil when there is none.
  func string(_ name: StaticString) -> String? {
    guard let value = value(name)?.trimmed, !value.isEmpty else { return nil }
    return value.string
  }
}

extension XMLName {
  fileprivate func matches(_ lower: StaticString) -> Bool {
    prefix.isEmpty && local.string.lowercased() == lower.description
  }
}
