// What a document says of itself: Dublin Core, which Word, OpenDocument and EPUB all write, each with dates of its own.

import FoundationEssentials
import Markup

/// Gathers the properties of a document.
struct DocumentProperties: XMLSink {
  private static let names: Set<String> = [
    "title", "creator", "initial-creator", "created", "modified", "date", "creation-date",
  ]
  private var values: [String: String] = [:]
  private var open: String?

  /// Reads `docProps/core.xml`, `meta.xml` or a package document.
  static func read(_ bytes: [UInt8]?) -> DocumentProperties {
    var properties = DocumentProperties()
    if let bytes { _ = XMLReader.read(bytes, into: &properties, judging: false) }
    return properties
  }

  var title: String? { value("title") }
  var author: String? { value("creator") ?? value("initial-creator") }
  /// When it was last changed, or else begun.
  var at: Date? {
    ["modified", "date", "created", "creation-date"].lazy.compactMap { value($0) }
      .compactMap(FeedDate.parse).first
  }

  private func value(_ name: String) -> String? {
    let line = SavedPage.line(values[name])
    return line.isEmpty ? nil : line
  }

  mutating func start(_ name: XMLName, attributes: XMLAttributes) {
    let local = name.local.string
    open = Self.names.contains(local) && values[local] == nil ? local : nil
    if let open { values[open] = "" }
  }

  mutating func text(_ bytes: Bytes) {
    if let open { values[open]? += bytes.head(2_000).string }
  }

  mutating func end(_ name: XMLName) { open = nil }
}
