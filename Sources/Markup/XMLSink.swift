// What a reader of XML sees: three events. Names and attributes are views on the parser's memory, compared as bytes.

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
}

/// One attribute; references in the value are resolved.
package struct XMLAttribute {
  package let name: XMLName
  package let value: Bytes
}

/// The attributes of one element in document order, without namespace declarations.
@safe
package struct XMLAttributes: RandomAccessCollection {
  private let storage: UnsafeBufferPointer<XMLAttribute>

  init(_ storage: UnsafeBufferPointer<XMLAttribute>) {
    unsafe self.storage = unsafe storage
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { unsafe storage.count }
  package var isEmpty: Bool { unsafe storage.isEmpty }

  package subscript(position: Int) -> XMLAttribute {
    precondition(position >= 0 && position < endIndex, "outside the attributes")
    return unsafe storage[position]
  }

  /// The value of the attribute written without a prefix.
  package subscript(local: StaticString) -> Bytes? {
    first { $0.name.prefix.isEmpty && $0.name.local == local }?.value
  }

  /// The value of the attribute with this local name and prefix as written.
  package subscript(prefix: StaticString, local: StaticString) -> Bytes? {
    first { $0.name.local == local && $0.name.prefix == prefix }?.value
  }

  /// The value of an attribute without a prefix whatever its letters' case; `name` is in lower case.
  package func value(_ name: StaticString) -> Bytes? {
    if isEmpty { return nil }
    return self[name] ?? first { $0.name.prefix.isEmpty && $0.name.local.equalsFolded(name) }?.value
  }

  /// `xml:base`, the base of relative references below this element.
  package var base: Bytes? { self["xml", "base"] }

  /// `xml:lang`, the language of what is below this element.
  package var language: Bytes? { self["xml", "lang"] }
}

/// Receives a document as events.
///
/// Text comes in pieces, CDATA as text, comments and processing instructions not at all. Every `end` has its `start`;
/// elements still open when a document breaks off get no `end`.
package protocol XMLSink {
  /// Whether it wants to know lines, which costs a look at every byte.
  static var countsLines: Bool { get }
  /// The line, from 1, in which the element that starts next begins.
  mutating func line(_ number: Int)
  mutating func start(_ name: XMLName, attributes: XMLAttributes)
  mutating func text(_ bytes: Bytes)
  mutating func end(_ name: XMLName)
}

extension XMLSink {
  package static var countsLines: Bool { false }
  package mutating func line(_ number: Int) {}
}
