// A YAML list that a person wrote, changed by one entry. Whatever the cut does, the result is parsed again and has to
// hold exactly the entries that it should: a layout that was not thought of is refused, never damaged.

import Service

/// The text of a file that holds a list.
struct ListText {
  /// For messages.
  let file: String
  /// A byte order mark, or nothing: it belongs to the file and to no line.
  let mark: [UInt8]
  /// Everything after the mark.
  let bytes: [UInt8]
  let root: YAMLNode

  init(_ bytes: [UInt8], file: String) throws(SettingsError) {
    self.file = file
    mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? [0xEF, 0xBB, 0xBF] : []
    self.bytes = Array(bytes.dropFirst(mark.count))
    root = try SettingsFile.parse(self.bytes, name: file)
  }

  /// Reads a file of the workspace; one that is not there is empty.
  static func read(
    _ file: String, in location: WorkspaceLocation
  ) throws(SettingsError) -> ListText {
    let path = "\(location.root)/\(file)"
    guard FilePlace.isFile(path) else { return try ListText([], file: file) }
    let bytes: [UInt8]
    do {
      bytes = try BoundedFile.read(path, bytesMax: SettingsFile.bytesMax)
    } catch {
      throw SettingsError([Problem(file: file, position: nil, message: "\(error)")])
    }
    return try ListText(bytes, file: file)
  }

  /// The entries, with their places.
  var entries: [YAMLNode] {
    if case .sequence(let nodes) = root.content { nodes } else { [] }
  }

  /// The text with entries at its end, and the line where the first of them begins.
  ///
  /// An entry is its lines, the first one without the dash.
  func adding(_ new: [[String]]) throws(SettingsError) -> (bytes: [UInt8], line: Int) {
    guard root.isNull || isBlock else {
      throw refusal(
        "the list is not in the form of lines that begin with '-'; add the entry by hand",
        at: root.position)
    }
    let ending = bytes.contains(0x0D) ? "\r\n" : "\n"
    let indent = String(repeating: " ", count: root.isNull ? 0 : root.position.column - 1)
    var text = bytes
    if let last = text.last, last != 0x0A { text += ending.utf8 }
    let line = text.count { $0 == 0x0A } + 1
    for entry in new {
      for (index, part) in entry.enumerated() {
        text += (indent + (index == 0 ? "- " : "  ") + part + ending).utf8
      }
    }
    guard mark.count + text.count <= SettingsFile.bytesMax else {
      throw refusal(
        "would become larger than \(Count.bytes(SettingsFile.bytesMax)); put a part of the list into "
          + "another file beside it", at: root.position)
    }
    let alone = new.map { "- " + $0.joined(separator: "\n  ") }.joined(separator: "\n")
    let added = try ListText(Array(alone.utf8), file: file)
    guard holds(text, entries + added.entries) else {
      throw refusal(
        "the file ends in a way that cannot be added to; add the entry by hand", at: root.position)
    }
    return (mark + text, line)
  }

  /// The text without the lines of one entry; comments around it stay.
  func removing(_ index: Int) throws(SettingsError) -> [UInt8] {
    let place = entries[index].position
    guard let extent = extent(of: index) else {
      throw refusal("the entry does not have lines of its own; remove it by hand", at: place)
    }
    let kept = lines[..<extent.lowerBound] + lines[extent.upperBound...]
    let text = Array(kept.joined(separator: [0x0A]))
    var expected = entries
    expected.remove(at: index)
    guard holds(text, expected) else {
      throw refusal("the entry cannot be cut out alone; remove it by hand", at: place)
    }
    return mark + text
  }

  /// The text as lines, without their ends.
  var lines: [ArraySlice<UInt8>] { bytes.split(separator: 0x0A, omittingEmptySubsequences: false) }

  /// The lines of an entry, from its dash on; nil where they are not its own.
  func extent(of index: Int) -> Range<Int>? {
    let lines = lines
    let following = index + 1 < entries.count ? dash(of: entries[index + 1], lines) : lines.count
    guard isBlock, let start = dash(of: entries[index], lines), let following, following > start
    else { return nil }
    var end = following
    while end > start + 1, isBeyondEntry(lines[end - 1]) { end -= 1 }
    return start..<end
  }

  /// Whether the list is written with dashes.
  private var isBlock: Bool {
    guard case .sequence = root.content else { return false }
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard root.position.line <= lines.count else { return false }
    let line = lines[root.position.line - 1].dropFirst(root.position.column - 1)
    return line.first == UInt8(ascii: "-")
  }

  /// The index of the line that has the dash of an entry: its own, or one above where the entry begins below its dash.
  private func dash(of node: YAMLNode, _ lines: [ArraySlice<UInt8>]) -> Int? {
    let column = root.position.column - 1
    var index = min(node.position.line, lines.count) - 1
    while index >= 0 {
      let line = lines[index]
      let rest = line.drop { $0 == 0x20 }
      if line.count - rest.count == column, rest.first == UInt8(ascii: "-") { return index }
      guard index + 1 == node.position.line || isEmptyOrComment(line) else { return nil }
      index -= 1
    }
    return nil
  }

  /// Empty lines, comments that are not indented below the entry, and the document's end.
  private func isBeyondEntry(_ line: ArraySlice<UInt8>) -> Bool {
    let rest = line.drop { $0 == 0x20 }
    let isOutside = line.count - rest.count < root.position.column
    return rest.allSatisfy { $0 <= 0x20 } || (rest.first == UInt8(ascii: "#") && isOutside)
      || line.starts(with: Array("...".utf8))
  }

  private func isEmptyOrComment(_ line: ArraySlice<UInt8>) -> Bool {
    let rest = line.drop { $0 <= 0x20 }
    return rest.isEmpty || rest.first == UInt8(ascii: "#")
  }

  /// Whether the text is a list of these entries, places aside.
  private func holds(_ text: [UInt8], _ nodes: [YAMLNode]) -> Bool {
    guard let result = try? ListText(text, file: file) else { return false }
    let isList = result.root.isNull || result.isBlock
    return isList && result.entries.map(\.bare) == nodes.map(\.bare)
  }

  func refusal(_ message: String, at position: YAMLPosition) -> SettingsError {
    SettingsError([Problem(file: file, position: position, message: message)])
  }
}

extension YAMLNode {
  /// The node with all places taken away, for comparison.
  var bare: YAMLNode {
    let origin = YAMLPosition(line: 0, column: 0)
    let content: Content =
      switch self.content {
      case .scalar: self.content
      case .sequence(let nodes): .sequence(nodes.map(\.bare))
      case .mapping(let pairs):
        .mapping(
          pairs.map { YAMLPair(key: $0.key, keyPosition: origin, value: $0.value.bare) })
      }
    return YAMLNode(content, at: origin)
  }
}
