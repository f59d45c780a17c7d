// Which prefix stands for which namespace, here and now (Namespaces in XML 1.0, section 6).

/// The bindings in force; the newest of a prefix counts.
struct XMLNamespaces {
  private var bindings: [(prefix: Bytes, space: Bytes)] = []
  private static let most = 256
  private static let xml: StaticString = "http://www.w3.org/XML/1998/namespace"

  /// How many bindings are in force, to be given to `forget` later.
  var count: Int { bindings.count }

  /// Binds a prefix, or with an empty one the default; URIs are taken without the blanks that real feeds put around.
  mutating func bind(_ prefix: Bytes, to space: Bytes) {
    guard bindings.count < Self.most else { return }
    bindings.append((prefix, space.trimmed))
  }

  mutating func forget(downTo mark: Int) {
    if bindings.count > mark { bindings.removeLast(bindings.count - mark) }
  }

  /// Splits a name at its first colon; the default namespace is for elements only.
  func resolve(_ name: Bytes, isElement: Bool = false) -> XMLName {
    let colon = name.firstIndex(of: 0x3A) ?? -1
    let prefix = name.part(0, max(0, colon))
    let local = name.part(colon + 1, name.count)
    var space = Bytes.none
    if prefix == "xml" {
      space = unsafe Bytes(Self.xml.utf8Start, Self.xml.utf8CodeUnitCount)
    } else if isElement || !prefix.isEmpty {
      space = self.space(of: prefix)
    }
    return XMLName(local: local, prefix: prefix, space: space)
  }

  private func space(of prefix: Bytes) -> Bytes {
    for index in bindings.indices.reversed() where bindings[index].prefix == prefix {
      return bindings[index].space
    }
    return Bytes.none
  }
}
