// Markup inside a text construct: XHTML that was meant so, or HTML that somebody forgot to escape. Events are written
// back as HTML, so that one sanitiser sees everything.

import Markup

/// A text construct that is open, and what was found inside.
struct InlineCapture {
  let element: Element
  var type: String
  var isBase64: Bool
  var src: String?
  /// Elements open inside the construct.
  private(set) var depth = 0
  /// Whether text is written as markup; before the first element it is text.
  private var isMarkup: Bool
  /// Elements whose end tag is not written: void ones, and a `div` in what claims to be text.
  private var silent: [Bool] = []
  /// Children of the construct itself, and whether the only one is a `div`.
  private var children = 0
  private var firstIsDiv = false
  private var start: Int
  private var contentStart = 0
  private var contentEnd = 0
  private var hasLooseText = false

  init(_ element: Element, type: String, isBase64: Bool, src: String?, start: Int) {
    self.element = element
    self.type = type
    self.isBase64 = isBase64
    self.src = src
    self.start = start
    isMarkup = type == MediaType.xhtml
  }

  /// Takes a start tag; with `writes` false it leaves no trace, for there is enough already.
  mutating func start(
    _ name: XMLName, _ attributes: XMLAttributes, into text: inout [UInt8], writes: Bool
  ) {
    depth += 1
    guard writes else {
      silent.append(true)
      return
    }
    let isDiv = name.local == "div"
    if !type.hasSuffix("xml") {
      guard !isDiv else {
        silent.append(true)
        return
      }
      type = MediaType.xhtml
      isMarkup = true
    }
    if depth == 1 {
      children += 1
      firstIsDiv = children == 1 && isDiv
    }
    text.append(0x3C)
    unsafe text.append(contentsOf: name.local.buffer)
    for attribute in attributes { write(attribute, into: &text) }
    text.append(0x3E)
    silent.append(Self.void.find(name.local) != nil)
    if depth == 1 { contentStart = text.count }
  }

  mutating func text(_ bytes: Bytes, into text: inout [UInt8]) {
    if depth == 0, !hasLooseText { hasLooseText = bytes.contains { $0 > 0x20 } }
    guard isMarkup else {
      unsafe text.append(contentsOf: bytes.buffer)
      return
    }
    HTMLEscape.append(bytes, to: &text, quotes: false)
  }

  mutating func end(_ name: XMLName, into text: inout [UInt8]) {
    depth -= 1
    if depth == 0 { contentEnd = text.count }
    guard silent.popLast() == false else { return }
    text += [0x3C, 0x2F]
    unsafe text.append(contentsOf: name.local.buffer)
    text.append(0x3E)
  }

  /// The range of `text` that counts: without the one `div` that Atom 1.0 demands around XHTML.
  func range(in text: [UInt8], unwrapped: Bool) -> Range<Int> {
    guard unwrapped, children == 1, firstIsDiv, !hasLooseText, contentEnd >= contentStart else {
      return start..<text.count
    }
    return contentStart..<contentEnd
  }

  private func write(_ attribute: XMLAttribute, into text: inout [UInt8]) {
    let name = attribute.name
    guard name.prefix.isEmpty || name.prefix == "xlink",
      attribute.value.count <= XMLAttributes.longest
    else { return }
    text.append(0x20)
    if !name.prefix.isEmpty {
      unsafe text.append(contentsOf: name.prefix.buffer)
      text.append(0x3A)
    }
    unsafe text.append(contentsOf: name.local.buffer)
    text += [0x3D, 0x22]
    HTMLEscape.append(attribute.value, to: &text)
    text.append(0x22)
  }

  /// Elements of HTML that have no end tag (HTML Living Standard, "Void elements").
  private static let void = ByteTable(
    [
      "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
      "track", "wbr",
    ], folding: true)
}

/// The media types that matter.
enum MediaType {
  static let plain = "text/plain"
  static let html = "text/html"
  static let xhtml = "application/xhtml+xml"

  /// What the `type` of a text construct stands for.
  static func of(_ given: String?, default usual: String) -> String {
    guard let given = given?.lowercased(), !given.isEmpty else { return usual }
    switch given {
    case "text", "plain": return plain
    case "html": return html
    case "xhtml": return xhtml
    default: return String(given.prefix { $0 != ";" })
    }
  }

  /// Whether the bytes of this type cannot stand in XML as they are (RFC 4287, 4.1.3.3).
  static func isBinary(_ type: String) -> Bool {
    type.contains("/")
      && !(type.hasPrefix("text/") || type.hasSuffix("+xml") || type.hasSuffix("/xml"))
  }
}
