// Atom's XHTML arrives as XML events. Written back as HTML text it takes the same door as all other HTML: the cleaner.

/// Turns XML events into HTML text; feed it from an `XMLSink` while inside an XHTML element.
///
/// The result is markup as the feed had it, not safe: give it to `HTMLCleaner`.
package struct MarkupBuilder: Sendable {
  /// The markup so far.
  package private(set) var bytes: [UInt8] = []

  private static let xhtml: StaticString = "http://www.w3.org/1999/xhtml"
  private static let void = ByteTable(
    [
      "area", "base", "br", "col", "command", "embed", "frame", "hr", "img", "input", "keygen",
      "link", "meta", "param", "source", "track", "wbr",
    ], folding: true)

  package init() {}

  /// Writes a start tag; XHTML's own prefix is left out, a foreign one stays.
  package mutating func start(_ name: XMLName, attributes: XMLAttributes) {
    bytes.append(0x3C)
    write(name)
    for attribute in attributes {
      bytes.append(0x20)
      write(attribute.name)
      bytes.append(contentsOf: [0x3D, 0x22])
      HTMLEscape.append(attribute.value, to: &bytes)
      bytes.append(0x22)
    }
    bytes.append(contentsOf: Self.void.find(name.local) == nil ? [0x3E] : [0x20, 0x2F, 0x3E])
  }

  /// Writes text, escaped.
  package mutating func text(_ span: Bytes) {
    HTMLEscape.append(span, to: &bytes)
  }

  /// Writes an end tag, unless HTML knows none for this element.
  package mutating func end(_ name: XMLName) {
    guard Self.void.find(name.local) == nil else { return }
    bytes.append(contentsOf: [0x3C, 0x2F])
    write(name)
    bytes.append(0x3E)
  }

  /// Forgets what was written, and keeps the room.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  private mutating func write(_ name: XMLName) {
    if !name.prefix.isEmpty, !(name.space == Self.xhtml) {
      unsafe bytes.append(contentsOf: name.prefix.buffer)
      bytes.append(0x3A)
    }
    unsafe bytes.append(contentsOf: name.local.buffer)
  }
}
