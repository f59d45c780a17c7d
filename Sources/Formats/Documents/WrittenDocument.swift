// What a document says, whatever program wrote it: a title and a text with Markdown's headings, which is what memory
// cuts into passages.

package import FoundationEssentials

/// A document as a person wrote or kept it.
package struct WrittenDocument: Sendable, Hashable {
  /// Nil when it names none: the file's name has to do.
  package var title: String?
  /// Paragraphs with an empty line between, headings as `# …`, list items as `- …`, rows of tables as `a | b`.
  package var text: String
  package var author: String?
  package var at: Date?

  package init(
    title: String? = nil, text: String, author: String? = nil, at: Date? = nil
  ) {
    self.title = title
    self.text = text
    self.author = author
    self.at = at
  }
}

/// How a document is written.
package enum DocumentFormat: String, Sendable, CaseIterable {
  /// Markdown and plain text: no reader is needed.
  case plain
  case page
  case word
  case openDocument
  case book
  case pdf

  private static let endings: [String: DocumentFormat] = [
    "md": .plain, "markdown": .plain, "txt": .plain, "text": .plain, "html": .page, "htm": .page,
    "xhtml": .page, "docx": .word, "docm": .word, "odt": .openDocument, "epub": .book, "pdf": .pdf,
  ]

  /// The endings of documents' names, without the dot, sorted.
  package static var knownEndings: [String] { endings.keys.sorted() }

  /// The format that a name's ending says, or nil.
  package init?(path: String) {
    let name = ExportHead.name(path)
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex,
      let format = Self.endings[String(name[name.index(after: dot)...])]
    else { return nil }
    self = format
  }

  /// Whether the file is a zip archive of parts.
  package var isArchive: Bool { [.word, .openDocument, .book].contains(self) }
}
