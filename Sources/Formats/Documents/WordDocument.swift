// Word's documents (ECMA-376, WordprocessingML): paragraphs with a style each, whose names say what a heading is in every
// language; tables; notes in parts of their own. Deleted and moved text does not count.

import Markup

/// Reads DOCX.
package enum WordDocument {
  /// The document in an archive whose parts are given by name; nil when there is none in it.
  package static func read(part: (String) -> [UInt8]?) -> WrittenDocument? {
    guard let body = part("word/document.xml") else { return nil }
    var styles = WordStyles()
    if let bytes = part("word/styles.xml") {
      _ = XMLReader.read(bytes, into: &styles, judging: false)
    }
    var sink = WordBody(levels: styles.levels)
    for bytes in [body, part("word/footnotes.xml"), part("word/endnotes.xml")] {
      if let bytes { _ = XMLReader.read(bytes, into: &sink, judging: false) }
    }
    let properties = DocumentProperties.read(part("docProps/core.xml"))
    let writer = sink.stack.writer
    return WrittenDocument(
      title: writer.firstTitle ?? properties.title ?? writer.firstHeading, text: writer.text,
      author: properties.author, at: properties.at)
  }
}

/// Which styles are headings.
private struct WordStyles: XMLSink {
  /// By the style's id, which is in the language of whoever wrote the document; the name never is.
  private(set) var levels: [String: Int] = [:]
  private var id = ""

  mutating func start(_ name: XMLName, attributes: XMLAttributes) {
    if name.local == "style" {
      id = attributes.value(named: "styleId") ?? ""
    } else if name.local == "name", let level = level(attributes.value(named: "val") ?? "") {
      levels[id] = level
    } else if name.local == "outlineLvl", levels[id] == nil,
      let level = attributes.value(named: "val").flatMap({ Int($0) }), (0...8).contains(level)
    {
      levels[id] = level + 1
    }
  }

  private func level(_ name: String) -> Int? {
    let name = name.lowercased()
    if name == "title" { return 1 }
    guard name.hasPrefix("heading ") else { return nil }
    return Int(name.dropFirst(8)).map { max(1, $0) }
  }

  mutating func text(_ bytes: Bytes) {}
  mutating func end(_ name: XMLName) {}
}

/// The text of a part.
private struct WordBody: XMLSink {
  let levels: [String: Int]
  private(set) var stack = ParagraphStack()
  private var isInText = false

  init(levels: [String: Int]) { self.levels = levels }

  /// Elements whose text is said elsewhere, or no more.
  private static func isLeftOut(_ name: XMLName, _ type: String?) -> Bool {
    switch name.local {
    case "Fallback", "moveFrom", "del": true
    case "footnote", "endnote": type == "separator" || type == "continuationSeparator"
    default: false
    }
  }

  mutating func start(_ name: XMLName, attributes: XMLAttributes) {
    let value = attributes.value(named: "val")
    if stack.left > 0 || Self.isLeftOut(name, attributes.value(named: "type")) { stack.left += 1 }
    switch name.local {
    case "p": stack.start()
    case "pStyle": if let level = value.flatMap({ levels[$0] }) { stack.mark(level: level) }
    case "outlineLvl":
      if let level = value.flatMap({ Int($0) }), (0...8).contains(level) {
        stack.mark(level: level + 1)
      }
    case "numPr": stack.mark(isItem: true)
    case "t": isInText = true
    case "tab": stack.append(" ")
    case "br", "cr": stack.append("\n")
    case "noBreakHyphen": stack.append("-")
    case "tr": stack.startRow()
    case "tc": stack.startCell()
    default: break
    }
  }

  mutating func text(_ bytes: Bytes) {
    if isInText { stack.append(bytes.string) }
  }

  mutating func end(_ name: XMLName) {
    switch name.local {
    case "p": stack.end()
    case "t": isInText = false
    case "tr": stack.endRow()
    default: break
    }
    if stack.left > 0 { stack.left -= 1 }
  }
}

extension XMLAttributes {
  /// The value of the attribute with this local name, whatever its prefix.
  func value(named local: StaticString) -> String? {
    first { $0.name.local == local }?.value.string
  }
}

extension Bytes {
  fileprivate static func ~= (pattern: StaticString, value: Bytes) -> Bool { value == pattern }
}
