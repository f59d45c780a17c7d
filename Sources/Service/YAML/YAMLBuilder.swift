// Events to tree, under limits: a settings file is small, so anything that is deep, huge or multiplied by aliases is
// an accident or an attack.

/// Builds the tree of the one document of a file.
struct YAMLBuilder: ~Copyable {
  /// What a settings file may hold.
  struct Limits {
    var depth = 32
    /// Every alias counts as many nodes as what it stands for.
    var nodes = 200_000
  }

  private struct Anchored {
    let node: YAMLNode
    let size: Int
  }

  private var events: YAMLEvents
  private let limits: Limits
  private var anchors: [String: Anchored] = [:]
  private var count = 0

  init(_ bytes: [UInt8], limits: Limits = Limits()) throws(YAMLError) {
    events = try YAMLEvents(bytes)
    self.limits = limits
  }

  /// The document's root; an empty file is an empty scalar.
  mutating func document() throws(YAMLError) -> YAMLNode {
    guard try nextDocument() != nil else {
      return YAMLNode(.scalar("", plain: true), at: YAMLPosition(line: 1, column: 1))
    }
    let root = try node(try events.next(), depth: 0)
    if let second = try nextDocument() {
      throw YAMLError(message: "a second document begins, expected one", position: second)
    }
    return root
  }

  private mutating func nextDocument() throws(YAMLError) -> YAMLPosition? {
    while true {
      let event = try events.next()
      if event.kind == .documentStart { return event.position }
      if event.kind == .end { return nil }
    }
  }

  private mutating func node(_ event: YAMLEvent, depth: Int) throws(YAMLError) -> YAMLNode {
    guard depth <= limits.depth else {
      throw YAMLError(
        message: "nested deeper than \(limits.depth) levels", position: event.position)
    }
    guard event.kind != .alias else { return try alias(event) }
    let before = count
    try add(1, at: event.position)
    let node = YAMLNode(try content(event, depth: depth), at: event.position)
    if let anchor = event.anchor {
      anchors[anchor] = Anchored(node: node, size: count - before)
    }
    return node
  }

  private mutating func content(
    _ event: YAMLEvent, depth: Int
  ) throws(YAMLError) -> YAMLNode.Content {
    let isText = try isTaggedText(event)
    switch event.kind {
    case .sequenceStart: return .sequence(try elements(depth: depth))
    case .mappingStart: return .mapping(try pairs(depth: depth))
    default: return .scalar(event.text, plain: event.plain && !isText)
    }
  }

  /// True for `!!str` and `!`; other tags of the core schema change nothing; the rest has no meaning here.
  private func isTaggedText(_ event: YAMLEvent) throws(YAMLError) -> Bool {
    guard let tag = event.tag else { return false }
    let core = "tag:yaml.org,2002:"
    if tag == "!" || tag == core + "str" { return true }
    if ["int", "float", "bool", "null", "seq", "map"].contains(where: { tag == core + $0 }) {
      return false
    }
    throw YAMLError(message: "tag '\(tag)', expected a value without one", position: event.position)
  }

  private mutating func elements(depth: Int) throws(YAMLError) -> [YAMLNode] {
    var nodes: [YAMLNode] = []
    while true {
      let event = try events.next()
      if event.kind == .sequenceEnd { return nodes }
      nodes.append(try node(event, depth: depth + 1))
    }
  }

  private mutating func pairs(depth: Int) throws(YAMLError) -> [YAMLPair] {
    var pairs: [YAMLPair] = []
    var places: [String: YAMLPosition] = [:]
    while true {
      let event = try events.next()
      if event.kind == .mappingEnd { return pairs }
      let key = try node(event, depth: depth + 1)
      guard case .scalar(let name, _) = key.content else {
        throw YAMLError(
          message: "the key is \(key.summary), expected a word", position: key.position)
      }
      if let first = places[name] {
        throw YAMLError(
          message: "key '\(name)' a second time, first given at \(first.line):\(first.column)",
          position: event.position)
      }
      places[name] = event.position
      let value = try node(try events.next(), depth: depth + 1)
      pairs.append(YAMLPair(key: name, keyPosition: event.position, value: value))
    }
  }

  private mutating func alias(_ event: YAMLEvent) throws(YAMLError) -> YAMLNode {
    guard let anchored = anchors[event.text] else {
      throw YAMLError(
        message: "alias '*\(event.text)' names no anchor before it", position: event.position)
    }
    try add(anchored.size, at: event.position)
    return YAMLNode(anchored.node.content, at: anchored.node.position)
  }

  private mutating func add(_ nodes: Int, at position: YAMLPosition) throws(YAMLError) {
    count += nodes
    guard count <= limits.nodes else {
      throw YAMLError(
        message: "more than \(limits.nodes) values (aliases count in full)", position: position)
    }
  }
}
