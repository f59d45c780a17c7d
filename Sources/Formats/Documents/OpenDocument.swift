// OpenDocument texts (ISO/IEC 26300): headings say their level, everything else is a paragraph. Comments and the list of
// tracked changes are no part of the text.

import Markup

/// Reads ODT.
package enum OpenDocument {
  /// The document in an archive whose parts are given by name; nil when there is none in it.
  package static func read(part: (String) -> [UInt8]?) -> WrittenDocument? {
    guard let body = part("content.xml") else { return nil }
    var sink = OpenDocumentBody()
    _ = XMLReader.read(body, into: &sink, judging: false)
    let properties = DocumentProperties.read(part("meta.xml"))
    let writer = sink.stack.writer
    return WrittenDocument(
      title: properties.title ?? writer.firstTitle ?? writer.firstHeading, text: writer.text,
      author: properties.author, at: properties.at)
  }
}

private struct OpenDocumentBody: XMLSink {
  private(set) var stack = ParagraphStack()
  private var lists = 0

  private static let leftOut: Set<String> = [
    "tracked-changes", "annotation", "automatic-styles", "font-face-decls", "scripts", "forms",
  ]

  mutating func start(_ name: XMLName, attributes: XMLAttributes) {
    let local = name.local.string
    if stack.left > 0 || Self.leftOut.contains(local) { stack.left += 1 }
    switch local {
    case "h":
      stack.start(level: attributes.value(named: "outline-level").flatMap { Int($0) } ?? 1)
    case "p": stack.start(isItem: lists > 0)
    case "list-item": lists += 1
    case "tab", "s": stack.append(" ")
    case "line-break": stack.append("\n")
    case "table-row": stack.startRow()
    case "table-cell": stack.startCell()
    default: break
    }
  }

  mutating func text(_ bytes: Bytes) { stack.append(bytes.string) }

  mutating func end(_ name: XMLName) {
    switch name.local.string {
    case "h", "p": stack.end()
    case "list-item": lists = max(0, lists - 1)
    case "table-row": stack.endRow()
    default: break
    }
    if stack.left > 0 { stack.left -= 1 }
  }
}
