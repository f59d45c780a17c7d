// A mapping being decoded. What is asked for is what is known: when the body returns, every key that nobody asked for
// is reported, so a decoder is nothing but its declaration.

/// Typed access to one mapping of a settings file, collecting all its problems.
package struct SettingsMap {
  package let file: String
  /// Where the mapping begins.
  package let position: YAMLPosition
  package private(set) var problems: [Problem] = []
  private let pairs: [YAMLPair]
  private var asked: [String] = []
  private var refused: [String] = []

  /// Decodes `node` with `body`; problems, unknown keys among them, are appended to `problems`.
  ///
  /// An empty node counts as an empty mapping. Returns nil when the node is no mapping.
  package static func decode<Value>(
    _ node: YAMLNode, file: String, into problems: inout [Problem],
    _ body: (inout SettingsMap) -> Value
  ) -> Value? {
    var pairs: [YAMLPair] = []
    switch node.content {
    case .mapping(let found): pairs = found
    case _ where node.isNull: break
    default:
      problems.append(
        Problem(
          file: file, position: node.position,
          message: "\(node.summary), expected a mapping of keys to values"))
      return nil
    }
    var map = SettingsMap(file: file, position: node.position, pairs: pairs)
    let value = body(&map)
    map.reportUnknownKeys()
    problems += map.problems
    return value
  }

  private init(file: String, position: YAMLPosition, pairs: [YAMLPair]) {
    self.file = file
    self.position = position
    self.pairs = pairs
  }

  // MARK: Raw access

  /// The value of `key` and where the key stands; asking makes the key a known one.
  package mutating func pair(_ key: String) -> YAMLPair? {
    if !asked.contains(key) { asked.append(key) }
    return pairs.first { $0.key == key }
  }

  /// False for an empty mapping.
  package var hasKeys: Bool { !pairs.isEmpty }

  package mutating func has(_ key: String) -> Bool { pair(key) != nil }

  /// Adds a problem at a place of this file.
  package mutating func report(_ message: String, at position: YAMLPosition) {
    problems.append(Problem(file: file, position: position, message: message))
  }

  /// Reports that `key` is missing.
  package mutating func requires(_ key: String, _ expected: String) {
    report("'\(key)' is missing, expected \(expected)", at: position)
  }

  /// A key of a later release: known by name, and refused by name.
  ///
  /// It is not among the keys that an error suggests.
  package mutating func unavailable(_ key: String, _ what: String) {
    guard let pair = pairs.first(where: { $0.key == key }) else { return }
    refused.append(key)
    report(
      "'\(key)' is not available yet (\(what)); remove it or comment it out", at: pair.keyPosition)
  }

  private mutating func reportUnknownKeys() {
    for pair in pairs where !asked.contains(pair.key) && !refused.contains(pair.key) {
      let hint = Nearest.hint(pair.key, among: asked)
      let known = asked.count == 1 ? "'\(asked[0])'" : "one of \(asked.joined(separator: ", "))"
      let shown = TerminalText.excerpt(pair.key, limit: 60)
      report("unknown key '\(shown)', expected \(known)\(hint)", at: pair.keyPosition)
    }
  }

  // MARK: Typed access

  /// The value of `key` as `read` understands it; a value it refuses is reported with `expected`.
  package mutating func value<Value>(
    _ key: String, expected: String, _ read: (YAMLScalar) -> Value?
  ) -> Value? {
    guard let pair = pair(key) else { return nil }
    if let scalar = pair.value.value, let value = read(scalar) { return value }
    mismatch(pair, expected: expected)
    return nil
  }

  private mutating func mismatch(_ pair: YAMLPair, expected: String) {
    var message = "'\(pair.key)' is \(pair.value.summary), expected \(expected)"
    if expected.hasPrefix("a text"), case .scalar(let text, true) = pair.value.content, text != "" {
      message += "; in quotes it is one: \"\(text)\""
    }
    report(message, at: pair.value.position)
  }

  /// A text that is not empty.
  package mutating func string(_ key: String) -> String? {
    value(key, expected: "a text") { $0.text }
  }

  package mutating func bool(_ key: String) -> Bool? {
    value(key, expected: "true or false") {
      if case .bool(let value) = $0 { value } else { nil }
    }
  }

  package mutating func int(_ key: String, in range: ClosedRange<Int>) -> Int? {
    value(key, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)") {
      if case .int(let value) = $0, range.contains(value) { value } else { nil }
    }
  }

  package mutating func double(_ key: String, in range: ClosedRange<Double>) -> Double? {
    let bounds = "\(Self.short(range.lowerBound)) to \(Self.short(range.upperBound))"
    return value(key, expected: "a number from \(bounds)") {
      $0.number.flatMap { range.contains($0) ? $0 : nil }
    }
  }

  package mutating func duration(_ key: String) -> Duration? {
    value(key, expected: TimeSpan.shape) { $0.text.flatMap(TimeSpan.parse) }
  }

  /// A text, or a list of texts; nil when the key is absent or wrong.
  package mutating func strings(_ key: String) -> [String]? {
    strings(key, expected: "a text or a list of texts") { $0 }
  }

  /// A text or a list of texts, each of which `read` has to accept.
  package mutating func strings<Value>(
    _ key: String, expected: String, _ read: (String) -> Value?
  ) -> [Value]? {
    guard let pair = pair(key) else { return nil }
    guard case .sequence(let nodes) = pair.value.content else {
      return value(key, expected: expected) { $0.text.flatMap(read) }.map { [$0] }
    }
    var values: [Value] = []
    for node in nodes {
      if let value = node.value?.text.flatMap(read) {
        values.append(value)
      } else {
        mismatch(
          YAMLPair(key: key, keyPosition: pair.keyPosition, value: node), expected: expected)
      }
    }
    if nodes.isEmpty {
      report("'\(key)' is an empty list, expected \(expected)", at: pair.value.position)
    }
    return values
  }

  /// A nested mapping; an empty value counts as an empty one.
  package mutating func section<Value>(
    _ key: String, _ body: (inout SettingsMap) -> Value
  ) -> Value? {
    guard let pair = pair(key) else { return nil }
    var found: [Problem] = []
    let value = SettingsMap.decode(pair.value, file: file, into: &found, body)
    problems += found
    return value
  }

  /// A nested mapping, or a list of them; nil when the key is absent.
  package mutating func sections<Value>(
    _ key: String, _ body: (inout SettingsMap) -> Value
  ) -> [Value]? {
    guard let pair = pair(key) else { return nil }
    var nodes = [pair.value]
    if case .sequence(let list) = pair.value.content { nodes = list }
    if nodes.isEmpty {
      report(
        "'\(key)' is an empty list, expected a mapping or some of them", at: pair.value.position)
    }
    var found: [Problem] = []
    let values = nodes.compactMap { SettingsMap.decode($0, file: file, into: &found, body) }
    problems += found
    return values
  }

  private static func short(_ number: Double) -> String {
    number == number.rounded() ? "\(Int(number))" : "\(number)"
  }
}

extension YAMLScalar {
  /// A text that is not empty.
  package var text: String? {
    if case .string(let text) = self, !text.isEmpty { text } else { nil }
  }

  /// A number, whole or not.
  package var number: Double? {
    switch self {
    case .int(let value): Double(value)
    case .double(let value): value
    default: nil
    }
  }
}
