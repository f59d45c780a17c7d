// One record of a JSON file as a value: exports nest what belongs together, in any order. Only a record becomes a tree,
// never a file, and a record that grows beyond all sense loses what is too much.

/// A JSON value.
enum JSONTree: Sendable, Hashable {
  case text(String)
  /// As it was written.
  case number(String)
  case flag(Bool)
  case null
  case list([JSONTree])
  case object([String: JSONTree])

  /// What a value may cost, and how its texts are taken.
  struct Limits {
    /// Values; what comes after them is left out.
    var values = 50_000
    var depth = 32
    /// Bytes of text.
    var text = 4 << 20
    /// Texts are kept to the byte, because places in them are counted; else they are trimmed and repaired.
    var isExact = false
  }

  /// Reads the value at the cursor; what is left of it, if it is too deep or too large, the cursor passes over.
  static func read(_ cursor: inout JSONCursor, limits: Limits = Limits()) -> JSONTree {
    var room = limits
    cursor.room = limits.text
    return read(&cursor, &room, depth: 0)
  }

  private static func read(
    _ cursor: inout JSONCursor, _ room: inout Limits, depth: Int
  ) -> JSONTree {
    room.values -= 1
    guard room.values > 0, depth < room.depth else { return .null }
    switch cursor.lead() {
    case 0x22: return .text((room.isExact ? cursor.verbatim() : cursor.text()) ?? "")
    case 0x7B:
      var members: [String: JSONTree] = [:]
      _ = cursor.object { members[$1] = read(&$0, &room, depth: depth + 1) }
      return .object(members)
    case 0x5B:
      var elements: [JSONTree] = []
      _ = cursor.array { cursor in
        let element = read(&cursor, &room, depth: depth + 1)
        // What the end of the document cuts is no element.
        if room.values > 0, !cursor.hasEnded { elements.append(element) }
      }
      return .list(elements)
    // The cursor itself passes over the words.
    case 0x74: return .flag(true)
    case 0x66: return .flag(false)
    default: return cursor.text().map { .number($0) } ?? .null
    }
  }

  // MARK: Looking into it

  /// The member of an object; nil for everything else, and for null.
  subscript(name: String) -> JSONTree? {
    guard case .object(let members) = self, let value = members[name], value != .null else {
      return nil
    }
    return value
  }

  /// A text or a number, unless it is empty.
  var string: String? {
    switch self {
    case .text(let text) where !text.isEmpty: text
    case .number(let number): number
    default: nil
    }
  }

  /// A number without a fraction, as such or as text; nil for everything else.
  var int: Int? { string.flatMap { Int($0) } }

  /// Whether it is an object.
  var isObject: Bool { if case .object = self { true } else { false } }

  /// `true` or `false`; nil for everything else.
  var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }

  /// The elements of a list; none for everything else.
  var elements: [JSONTree] {
    if case .list(let elements) = self { elements } else { [] }
  }

  /// The names of an object's members, sorted.
  var names: [String] {
    if case .object(let members) = self { members.keys.sorted() } else { [] }
  }

  /// `true`, `1` and `"1"`, as services write it.
  var isTrue: Bool {
    switch self {
    case .flag(let flag): flag
    case .text(let text): text == "1" || text == "true" || text == "yes"
    case .number(let number): number != "0"
    default: false
    }
  }

  /// The texts of a list, or the one text.
  var strings: [String] {
    if case .list(let elements) = self {
      elements.compactMap(\.string)
    } else {
      [string].compactMap(\.self)
    }
  }
}
