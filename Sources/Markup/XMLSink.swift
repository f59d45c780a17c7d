// What a reader of XML sees: three events. Names and attributes are views on the parser's memory, compared as bytes.

internal import CXML

/// A qualified name, as resolved as it could be.
///
/// Feeds use prefixes they never declare, so the prefix as written stays readable.
package struct XMLName {
  /// The part after the colon.
  package let local: Bytes
  /// The prefix as written; empty without one.
  package let prefix: Bytes
  /// The namespace URI, trimmed; empty when the name is in none or the prefix is bound to nothing.
  package let space: Bytes

  init(local: Bytes, prefix: Bytes, space: Bytes) {
    self.local = local
    self.prefix = prefix
    self.space = space
  }

  init(_ name: cxml_name) {
    unsafe local = Bytes(name.local.base, name.local.count)
    unsafe prefix = Bytes(name.prefix.base, name.prefix.count)
    unsafe space = Bytes(name.space.base, name.space.count)
  }
}

/// One attribute; references in the value are resolved.
package struct XMLAttribute {
  package let name: XMLName
  package let value: Bytes
}

/// The attributes of one element in document order, without namespace declarations.
@safe
package struct XMLAttributes: RandomAccessCollection {
  private let storage: UnsafeBufferPointer<cxml_attribute>

  init(_ storage: UnsafeBufferPointer<cxml_attribute>) {
    unsafe self.storage = unsafe storage
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { unsafe storage.count }

  package subscript(position: Int) -> XMLAttribute {
    let one = unsafe storage[position]
    return unsafe XMLAttribute(
      name: XMLName(one.name), value: Bytes(one.value.base, one.value.count))
  }

  /// The value of the attribute written without a prefix.
  package subscript(local: StaticString) -> Bytes? {
    first { $0.name.prefix.isEmpty && $0.name.local == local }?.value
  }

  /// The value of the attribute with this local name and prefix as written.
  package subscript(prefix: StaticString, local: StaticString) -> Bytes? {
    first { $0.name.local == local && $0.name.prefix == prefix }?.value
  }

  /// `xml:base`, the base of relative references below this element.
  package var base: Bytes? { self["xml", "base"] }

  /// `xml:lang`, the language of what is below this element.
  package var language: Bytes? { self["xml", "lang"] }
}

/// Receives a document as events.
///
/// Text comes in pieces, CDATA as text, comments and processing instructions not at all. Every `end` has its `start`;
/// elements still open when a document breaks off get no `end`. Must be a value: a broken document is read again
/// from the state the sink had at the beginning.
package protocol XMLSink {
  mutating func start(_ name: XMLName, attributes: XMLAttributes)
  mutating func text(_ bytes: Bytes)
  mutating func end(_ name: XMLName)
}
