// Cuts HTML into text and tags, forgivingly, after the tokenizer of the HTML standard (13.2.5). Comments, declarations
// and instructions vanish here. It never looks back and never seeks in vain twice, so its time is linear.

/// A token; spans point into the source.
enum HTMLToken {
  case text(Bytes)
  /// Text that holds no references.
  case verbatim(Bytes)
  case start(Bytes)
  case end(Bytes)
}

/// A forward walk over HTML.
struct HTMLScanner {
  /// The attributes of the last start tag, references unresolved.
  private(set) var attributes: [(name: Bytes, value: Bytes)] = []
  /// Whether it ended with `/>`, which counts in drawings and formulas only.
  private(set) var isSelfClosing = false
  private let source: Bytes
  private let mostAttributes: Int
  private var position = 0
  /// What was sought in vain before need not be sought again.
  private var missing: Ends = []

  /// Elements whose end tag was sought in vain, by their number.
  private var unended: Set<Int> = []

  private struct Ends: OptionSet {
    let rawValue: UInt8
    static let comment = Ends(rawValue: 1)
    static let section = Ends(rawValue: 2)
    static let single = Ends(rawValue: 4)
    static let double = Ends(rawValue: 8)
    static let tag = Ends(rawValue: 16)
  }

  init(_ source: Bytes, attributes: Int) {
    self.source = source
    mostAttributes = attributes
  }

  mutating func next() -> HTMLToken? {
    while position < source.count {
      let start = position
      guard source[start] == 0x3C else {
        position = source.index(of: 0x3C, from: start) ?? source.count
        return .text(source.part(start, position))
      }
      let following = start + 1 < source.count ? source[start + 1] : 0
      if following.isLetter {
        if let token = startTag() { return token }
      } else if following == 0x2F, start + 2 < source.count {
        if let token = endTag() { return token }
      } else if following == 0x21 || following == 0x3F {
        if let token = declaration() { return token }
      } else {
        position = start + 1
        return .text(source.part(start, position))
      }
    }
    return nil
  }

  /// Goes on behind the next end tag of this element; false when there is none, and then stays.
  mutating func skip(to name: Bytes, number: Int) -> Bool {
    guard !unended.contains(number) else { return false }
    var place = position
    while let open = source.index(of: 0x3C, from: place) {
      place = open + 1
      let after = open + 2 + name.count
      guard after <= source.count, source[open + 1] == 0x2F else { continue }
      guard source.part(open + 2, after).equalsFolded(name) else { continue }
      guard after == source.count || source[after].endsTagName else { continue }
      position = afterTag(from: after) ?? source.count
      return true
    }
    unended.insert(number)
    return false
  }

  /// Goes to the end: nothing more comes.
  mutating func skipAll() { position = source.count }

  // MARK: Tags

  private mutating func startTag() -> HTMLToken? {
    let open = position
    let nameEnd = endOfName(from: open + 1)
    attributes.removeAll(keepingCapacity: true)
    isSelfClosing = false
    if let end = readAttributes(from: nameEnd) {
      position = end + 1
      isSelfClosing = source[end - 1] == 0x2F
    } else if let end = afterTag(from: nameEnd) {
      attributes.removeAll(keepingCapacity: true)
      position = end
    } else if isText(from: nameEnd) {
      position = source.count
      return .text(source.part(open, position))
    } else {
      position = source.count
      return nil
    }
    return .start(source.part(open + 1, nameEnd))
  }

  /// Whether what begins like a tag and has no end is text to the end: words follow, and none is given a value.
  private func isText(from nameEnd: Int) -> Bool {
    guard source.index(of: 0x3D, from: nameEnd) == nil else { return false }
    return !source.part(nameEnd, source.count).trimmed.isEmpty
  }

  private mutating func endTag() -> HTMLToken? {
    let open = position
    guard source[open + 2].isLetter else {
      position = afterTag(from: open) ?? source.count
      return nil
    }
    let nameEnd = endOfName(from: open + 2)
    position = afterTag(from: nameEnd) ?? source.count
    return .end(source.part(open + 2, nameEnd))
  }

  private func endOfName(from start: Int) -> Int {
    var end = start
    while end < source.count, !source[end].endsTagName { end += 1 }
    return end
  }

  /// Reads attributes and returns the place of the tag's `>`; nil when the source ends before it.
  private mutating func readAttributes(from start: Int) -> Int? {
    var cursor = start
    while cursor < source.count {
      let byte = source[cursor]
      if byte == 0x3E { return cursor }
      if byte.isSpace || byte == 0x2F {
        cursor += 1
      } else if let end = readAttribute(at: cursor) {
        cursor = end
      } else {
        return nil
      }
    }
    return nil
  }

  private mutating func readAttribute(at start: Int) -> Int? {
    var nameEnd = start + 1
    while nameEnd < source.count, !source[nameEnd].endsTagName, source[nameEnd] != 0x3D {
      nameEnd += 1
    }
    var cursor = nameEnd
    while cursor < source.count, source[cursor].isSpace { cursor += 1 }
    guard cursor < source.count, source[cursor] == 0x3D else {
      note(start, nameEnd, Bytes.none)
      return nameEnd
    }
    cursor += 1
    while cursor < source.count, source[cursor].isSpace { cursor += 1 }
    guard cursor < source.count else { return nil }
    let quote = source[cursor]
    guard quote == 0x22 || quote == 0x27 else {
      let end = endOfBare(from: cursor)
      note(start, nameEnd, source.part(cursor, end))
      return end
    }
    guard let end = find(quote, quote == 0x22 ? .double : .single, from: cursor + 1) else {
      return nil
    }
    note(start, nameEnd, source.part(cursor + 1, end))
    return end + 1
  }

  /// Behind the next `>`.
  private mutating func afterTag(from start: Int) -> Int? {
    find(0x3E, .tag, from: start).map { $0 + 1 }
  }

  private func endOfBare(from start: Int) -> Int {
    var end = start
    while end < source.count, !source[end].isSpace, source[end] != 0x3E { end += 1 }
    return end
  }

  private mutating func note(_ low: Int, _ high: Int, _ value: Bytes) {
    guard attributes.count < mostAttributes else { return }
    attributes.append((source.part(low, high), value))
  }

  private mutating func find(_ byte: UInt8, _ kind: Ends, from start: Int) -> Int? {
    guard !missing.contains(kind) else { return nil }
    let hit = source.index(of: byte, from: start)
    if hit == nil { missing.insert(kind) }
    return hit
  }

  // MARK: Comments

  /// Passes over `<!…` and `<?…`; a CDATA section gives its text.
  private mutating func declaration() -> HTMLToken? {
    let open = position
    if source.has("<![CDATA[", at: open), let end = seek("]]>", .section, from: open + 9) {
      position = end
      return .verbatim(source.part(open + 9, end - 3))
    }
    if source.has("<!--", at: open), !source.has("<!-->", at: open),
      let end = seek("-->", .comment, from: open + 4)
    {
      position = end
    } else {
      position = afterTag(from: open) ?? open + 2
    }
    return nil
  }

  private mutating func seek(_ text: StaticString, _ kind: Ends, from start: Int) -> Int? {
    guard !missing.contains(kind) else { return nil }
    let end = source.offset(after: text, from: start)
    if end == nil { missing.insert(kind) }
    return end
  }
}

extension Bytes {
  func equalsFolded(_ other: Bytes) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where self[index].lowered != other[index].lowered { return false }
    return true
  }
}

extension UInt8 {
  fileprivate var endsTagName: Bool { isSpace || self == 0x2F || self == 0x3E }
}
