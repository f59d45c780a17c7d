// References to addresses, after RFC 3986, section 5. Works on bytes and judges nothing: an odd reference stays odd,
// because a link that a browser can follow must not be lost to a parser that is stricter than it.

/// Resolves relative references.
package enum URLResolver {
  /// The absolute form of a reference; without a base it comes back trimmed and otherwise unchanged.
  ///
  /// The base may itself be relative, or hold characters that no URL should.
  package static func resolve(_ reference: String, base: String?) -> String {
    var reference = reference
    if reference.withUTF8({ unsafe Bytes($0).isAbsoluteAddress }) { return reference }
    let trimmed = trimmed(Array(reference.utf8))
    guard let base, !base.isEmpty else { return String(decoding: trimmed, as: UTF8.self) }
    return String(decoding: resolve(trimmed, self.trimmed(Array(base.utf8))), as: UTF8.self)
  }

  /// Without white space and control characters around it, and without tabs and line ends inside (URL standard, 4.4).
  static func trimmed(_ raw: [UInt8]) -> [UInt8] {
    var bytes = raw[...]
    while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    let isClean = bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    return isClean ? Array(bytes) : bytes.filter { $0 >= 0x20 && $0 != 0x7F }
  }

  /// Transforms a reference (RFC 3986, 5.2.2).
  static func resolve(_ reference: [UInt8], _ base: [UInt8]) -> [UInt8] {
    var parts = Parts(reference)
    guard parts.scheme.isEmpty else { return reference }
    let origin = Parts(base)
    guard origin.isHierarchical || reference.isEmpty || reference.first == 0x23 else {
      return reference
    }
    parts.scheme = origin.scheme
    if parts.hasAuthority {
      parts.path = withoutDots(parts.path)
      return parts.joined
    }
    parts.authority = origin.authority
    if parts.path.isEmpty {
      parts.path = origin.path
      if parts.query.isEmpty { parts.query = origin.query }
    } else if parts.path.first == 0x2F {
      parts.path = withoutDots(parts.path)
    } else {
      parts.path = withoutDots(merged(origin, parts.path))
    }
    return parts.joined
  }

  private static func merged(_ base: Parts, _ path: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    if base.hasAuthority, base.path.isEmpty { return [0x2F] + path }
    guard let slash = base.path.lastIndex(of: 0x2F) else { return path }
    return base.path[...slash] + path
  }

  /// Removes `.` and `..` (RFC 3986, 5.2.4).
  private static func withoutDots(_ path: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard path.contains(0x2E) else { return path }
    let isAbsolute = path.first == 0x2F
    let segments = path.split(separator: 0x2F, omittingEmptySubsequences: false)
    var kept: [ArraySlice<UInt8>] = []
    for (index, segment) in segments.enumerated() where !(index == 0 && isAbsolute) {
      let isLast = index == segments.count - 1
      if segment.elementsEqual([0x2E, 0x2E]) {
        _ = kept.popLast()
        if isLast { kept.append([]) }
      } else if segment.elementsEqual([0x2E]) {
        if isLast { kept.append([]) }
      } else {
        kept.append(segment)
      }
    }
    return (isAbsolute ? [0x2F] : []) + kept.joined(separator: [0x2F])
  }

  /// The five components; query, fragment and authority with the marks that open them, so that "empty" and "absent"
  /// differ.
  private struct Parts {
    var scheme: ArraySlice<UInt8> = []
    var authority: ArraySlice<UInt8> = []
    var path: ArraySlice<UInt8>
    var query: ArraySlice<UInt8> = []
    var fragment: ArraySlice<UInt8> = []

    var hasAuthority: Bool { !authority.isEmpty }
    var isHierarchical: Bool { hasAuthority || scheme.isEmpty || path.first == 0x2F }
    var joined: [UInt8] { Array(scheme + authority + path + query + fragment) }

    init(_ address: [UInt8]) {
      var rest = address[...]
      if let hash = rest.firstIndex(of: 0x23) {
        fragment = rest[hash...]
        rest = rest[..<hash]
      }
      if let mark = rest.firstIndex(of: 0x3F) {
        query = rest[mark...]
        rest = rest[..<mark]
      }
      if let colon = Self.schemeEnd(rest) {
        scheme = rest[...colon]
        rest = rest[(colon + 1)...]
      }
      if rest.starts(with: [0x2F, 0x2F]) {
        let end = rest.dropFirst(2).firstIndex(of: 0x2F) ?? rest.endIndex
        authority = rest[..<end]
        rest = rest[end...]
      }
      path = rest
    }

    private static func schemeEnd(_ text: ArraySlice<UInt8>) -> Int? {
      guard let first = text.first, first.isLetter else { return nil }
      let end = text.firstIndex { !($0.isLetter || $0.isDigit || [0x2B, 0x2D, 0x2E].contains($0)) }
      guard let end, text[end] == 0x3A else { return nil }
      return end
    }
  }
}

extension Bytes {
  /// Whether this is an address of the web that needs neither a base nor cleaning; most are.
  var isAbsoluteAddress: Bool {
    guard has("https://", at: 0) || has("http://", at: 0) else { return false }
    return allSatisfy { $0 > 0x20 && $0 != 0x7F }
  }
}
