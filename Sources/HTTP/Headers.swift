// Header fields in the order they came. Order and repetition carry meaning (Set-Cookie, Link), and
// values such as ETag must go back byte for byte, so nothing is merged, trimmed inside or rewritten.

/// One header field.
package struct Header: Sendable, Hashable {
  package let name: String
  package let value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Whether the field bears this name, in any case.
  package func isNamed(_ other: String) -> Bool {
    name.utf8.count == other.utf8.count
      && zip(name.utf8, other.utf8).allSatisfy { asciiLowercase($0) == asciiLowercase($1) }
  }
}

/// An ordered list of header fields with look-up that ignores case.
package struct Headers: Sendable, Hashable {
  package private(set) var fields: [Header]

  package init(_ fields: [Header] = []) {
    self.fields = fields
  }

  /// The first value under this name; setting replaces every one, nil removes them.
  package subscript(name: String) -> String? {
    get { fields.first { $0.isNamed(name) }?.value }
    set {
      remove(name)
      if let newValue { add(name, newValue) }
    }
  }

  /// All values under this name, in order.
  package func all(_ name: String) -> [String] {
    fields.filter { $0.isNamed(name) }.map(\.value)
  }

  /// All values under this name as one list, or nil where there is none (RFC 9110, section 5.3).
  package func list(_ name: String) -> String? {
    let values = all(name)
    return values.isEmpty ? nil : values.joined(separator: ", ")
  }

  /// Appends a field and keeps those of the same name.
  package mutating func add(_ name: String, _ value: String) {
    fields.append(Header(name, value))
  }

  /// Removes every field of this name.
  package mutating func remove(_ name: String) {
    fields.removeAll { $0.isNamed(name) }
  }

  /// Continues the last value: the obsolete line folding of RFC 9112, section 5.2.
  mutating func fold(_ more: String) {
    guard let last = fields.popLast() else { return }
    add(last.name, last.value.isEmpty ? more : last.value + " " + more)
  }
}

extension Headers: ExpressibleByDictionaryLiteral, Sequence {
  package init(dictionaryLiteral elements: (String, String)...) {
    self.init(elements.map { Header($0, $1) })
  }

  package func makeIterator() -> IndexingIterator<[Header]> { fields.makeIterator() }
}

func asciiLowercase(_ byte: UInt8) -> UInt8 {
  (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
}
