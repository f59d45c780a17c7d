// EPUB: pages in an archive, and a package document that names them and puts them in order (EPUB 3.3, 5.7).

import Feed
import Markup

/// Reads EPUB.
package enum BookDocument {
  /// Chapters of one book.
  private static let mostChapters = 2_000

  /// The book in an archive whose parts are given by name; nil when there is none in it.
  package static func read(part: (String) -> [UInt8]?) -> WrittenDocument? {
    guard let container = part("META-INF/container.xml") else { return nil }
    var root = BookRoot()
    _ = XMLReader.read(container, into: &root, judging: false)
    guard let path = root.path, let bytes = part(path) else { return nil }
    var package = BookPackage()
    _ = XMLReader.read(bytes, into: &package, judging: false)
    var writer = DocumentWriter()
    for chapter in package.chapters.prefix(mostChapters) {
      if let page = part(join(chapter, to: path)) { WebDocument.append(page, to: &writer) }
    }
    let properties = DocumentProperties.read(bytes)
    return WrittenDocument(
      title: properties.title ?? writer.firstTitle, text: writer.text, author: properties.author,
      at: properties.at)
  }

  /// A reference beside the package document, as a path of the archive.
  private static func join(_ reference: String, to path: String) -> String {
    var parts = path.split(separator: "/").dropLast().map(String.init)
    let bare = reference.prefix { $0 != "#" }
    for part in PercentEncoding.decoded(bare).text.split(separator: "/") {
      if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(String(part)) }
    }
    return parts.joined(separator: "/")
  }
}

private struct BookRoot: XMLSink {
  private(set) var path: String?

  mutating func start(_ name: XMLName, attributes: XMLAttributes) {
    if name.local == "rootfile", path == nil { path = attributes.value(named: "full-path") }
  }

  mutating func text(_ bytes: Bytes) {}
  mutating func end(_ name: XMLName) {}
}

private struct BookPackage: XMLSink {
  private var files: [String: String] = [:]
  private var order: [String] = []

  /// References of the chapters, in the order of reading.
  var chapters: [String] { order.compactMap { files[$0] } }

  mutating func start(_ name: XMLName, attributes: XMLAttributes) {
    if name.local == "item", let id = attributes.value(named: "id") {
      files[id] = attributes.value(named: "href")
    } else if name.local == "itemref", let id = attributes.value(named: "idref") {
      order.append(id)
    }
  }

  mutating func text(_ bytes: Bytes) {}
  mutating func end(_ name: XMLName) {}
}
