// A saved web page as a document: what it says, without what surrounds it (menus, forms, footers), with its headings.

import FoundationEssentials
import Markup

/// Reads HTML as a document.
package enum WebDocument {
  /// The document that a page in any encoding holds.
  package static func read(_ bytes: [UInt8]) -> WrittenDocument {
    let text = TextEncoding.decode(bytes, contentType: nil).utf8
    var walk = PageWalk(leavesOut: PageWalk.surroundings)
    PageEvents.read(text) { walk.take($0) }
    walk.finish()
    if walk.writer.text.isEmpty {
      // A page that is all form or footer, or never closes its menu.
      var whole = PageWalk(leavesOut: [])
      PageEvents.read(text) { whole.take($0) }
      whole.finish()
      walk = whole
    }
    return walk.document
  }

  /// The paragraphs of a page that is a part of something larger.
  static func append(_ bytes: [UInt8], to writer: inout DocumentWriter) {
    var walk = PageWalk(leavesOut: ["head"], writer: writer)
    PageEvents.read(TextEncoding.decode(bytes, contentType: nil).utf8) { walk.take($0) }
    walk.finish()
    writer = walk.writer
  }
}

/// Where the walk over a page stands.
private struct PageWalk {
  static let surroundings: Set<String> = [
    "nav", "footer", "aside", "form", "button", "select", "iframe", "dialog",
  ]
  private static let blocks: Set<String> = [
    "p", "div", "section", "article", "main", "header", "li", "ul", "ol", "dl", "dt", "dd", "tr",
    "table", "thead", "tbody", "blockquote", "figure", "figcaption", "hr", "pre", "address", "body",
    "head", "details", "summary", "footer", "nav", "aside", "form",
  ]
  private static let authors: Set<String> = ["author", "article:author", "dc.creator", "byl"]
  private static let dates: Set<String> = [
    "article:published_time", "date", "dc.date", "dcterms.created", "citation_publication_date",
    "creationdate", "moddate",
  ]

  private(set) var writer: DocumentWriter
  private let leavesOut: Set<String>
  private var line = ""
  private var headingLevel = 0
  private var isItem = false
  private var preformatted = 0
  /// How many elements that are left out are open, by name.
  private var outside: [String] = []
  private var isInTitle = false
  private var title = ""
  private var author: String?
  private var at: Date?

  init(leavesOut: Set<String>, writer: DocumentWriter = DocumentWriter()) {
    self.leavesOut = leavesOut
    self.writer = writer
  }

  var document: WrittenDocument {
    let name = writer.firstTitle ?? SavedPage.line(title)
    return WrittenDocument(
      title: name.isEmpty ? writer.firstHeading : name, text: writer.text, author: author, at: at)
  }

  mutating func take(_ event: PageEvent) {
    switch event {
    case .text(let piece): text(piece)
    case .start(let name, let attributes): start(name, attributes)
    case .end(let name): end(name)
    }
  }

  mutating func finish() { flush() }

  private mutating func text(_ piece: String) {
    if isInTitle {
      title += piece
    } else if outside.isEmpty {
      line += preformatted > 0 ? piece : String(piece.map { $0.isNewline ? " " : $0 })
    }
  }

  private mutating func start(_ name: String, _ attributes: [String: String]) {
    if leavesOut.contains(name) {
      flush()
      if outside.count < 256 { outside.append(name) }
      return
    }
    switch name {
    case "title" where title.isEmpty: isInTitle = true
    case "meta": note(attributes)
    case "br": line += "\n"
    case "td", "th": if !line.isEmpty { line += " | " }
    case "h1", "h2", "h3", "h4", "h5", "h6":
      flush()
      headingLevel = name.utf8.last.map { Int($0) - 0x30 } ?? 1
    default:
      guard Self.blocks.contains(name) else { return }
      flush()
      if name == "li" { isItem = true }
      if name == "pre" { preformatted += 1 }
    }
  }

  private mutating func end(_ name: String) {
    if let open = outside.lastIndex(of: name) {
      outside.removeSubrange(open...)
      return
    }
    switch name {
    case "title": isInTitle = false
    case "h1", "h2", "h3", "h4", "h5", "h6": flush()
    default:
      guard Self.blocks.contains(name) else { return }
      flush()
      if name == "pre" { preformatted = max(0, preformatted - 1) }
    }
  }

  private mutating func flush() {
    if headingLevel > 0 {
      writer.heading(line, level: headingLevel)
    } else {
      writer.paragraph(line, isListItem: isItem)
    }
    if !line.isEmpty { isItem = false }
    headingLevel = 0
    line = ""
  }

  private mutating func note(_ attributes: [String: String]) {
    let name = (attributes["name"] ?? attributes["property"] ?? "").lowercased()
    guard let content = attributes["content"], !content.isEmpty else { return }
    if Self.authors.contains(name), author == nil { author = SavedPage.line(content) }
    if Self.dates.contains(name), at == nil { at = DocumentDate.read(content) }
  }
}
