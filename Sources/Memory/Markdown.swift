// Markdown as evidence: what a note says, without the marks that say how it looks. Not a renderer: a few marks that
// would cost word pieces are taken off line by line, everything else stays as it was written.

/// Splits a Markdown or plain text into titled sections of plain paragraphs.
struct Markdown {
  /// A stretch under one heading.
  struct Section: Hashable {
    /// The headings above, outermost first.
    var path: [String]
    var paragraphs: [String]
  }

  /// The title that front matter names, if any.
  private(set) var title: String?
  private(set) var sections: [Section] = []

  private var path: [(level: Int, text: String)] = []
  private var paragraphs: [String] = []
  private var lines: [String] = []
  private var inFence = false
  private var frontMatter: ArraySlice<Substring> = []

  init(_ text: String) {
    var rest = text.split(separator: "\n", omittingEmptySubsequences: false).map(
      Self.withoutReturn)[...]
    readFrontMatter(&rest)
    for line in rest { read(line) }
    endSection()
    if sections.isEmpty { readValues() }
  }

  private static func withoutReturn(_ line: Substring) -> Substring {
    line.hasSuffix("\r") ? line.dropLast() : line
  }

  /// Skips a block between two `---` lines at the very start, keeping its `title:`.
  private mutating func readFrontMatter(_ lines: inout ArraySlice<Substring>) {
    guard lines.first == "---",
      let end = lines.dropFirst().prefix(200).firstIndex(where: { $0 == "---" || $0 == "..." })
    else { return }
    frontMatter = lines[lines.startIndex..<end].dropFirst()
    for line in frontMatter where line.hasPrefix("title:") {
      title = line.dropFirst(6).trimmed.trimmingQuotes
    }
    lines = lines[(end + 1)...]
  }

  /// Takes the values of the front matter as the text, where it is all that there is: some keep recipes that way.
  private mutating func readValues() {
    let values = frontMatter.map { Self.value($0.trimmed) }.filter {
      $0.contains(where: \.isLetter)
    }
    if !values.isEmpty {
      sections = [Section(path: [], paragraphs: [values.joined(separator: "\n")])]
    }
  }

  /// `- amount: "12 oz"` → `12 oz`.
  private static func value(_ line: String) -> String {
    let item = line.hasPrefix("- ") ? line.dropFirst(2).trimmed : line
    let key = item.prefix { $0.isLetter || $0 == "_" || $0 == "-" }
    let rest = item.dropFirst(key.count)
    guard !key.isEmpty, rest.hasPrefix(":") else { return item.trimmingQuotes }
    return rest.dropFirst().trimmed.trimmingQuotes
  }

  private mutating func read(_ line: Substring) {
    let trimmed = line.trimmed
    if trimmed.hasPrefix("```") || trimmed.hasPrefix("~~~") {
      inFence.toggle()
    } else if inFence {
      lines.append(String(line))
    } else if let heading = Self.heading(trimmed) {
      endSection()
      path.removeAll { $0.level >= heading.level }
      path.append(heading)
      if title == nil, heading.level == 1 { title = heading.text }
    } else if trimmed.isEmpty {
      endParagraph()
    } else {
      lines.append(Self.plain(trimmed))
    }
  }

  private mutating func endParagraph() {
    if !lines.isEmpty { paragraphs.append(lines.joined(separator: "\n")) }
    lines = []
  }

  private mutating func endSection() {
    endParagraph()
    if !paragraphs.isEmpty {
      sections.append(Section(path: path.map(\.text), paragraphs: paragraphs))
    }
    paragraphs = []
  }

  private static func heading(_ line: String) -> (level: Int, text: String)? {
    let level = line.prefix { $0 == "#" }.count
    guard (1...6).contains(level), line.dropFirst(level).first == " " else { return nil }
    let text = plain(line.dropFirst(level).trimmed)
    return text.isEmpty ? nil : (level, text)
  }

  /// A line without emphasis marks, link targets, images and quote signs.
  static func plain(_ line: String) -> String {
    var out = ""
    var rest = line[...]
    while rest.first == ">" || rest.first == " " { rest = rest.dropFirst() }
    while let character = rest.first {
      rest = rest.dropFirst()
      switch character {
      case "*", "`": continue
      case "!" where rest.first == "[": continue
      case "[":
        if let link = link(rest) {
          out += link.text
          rest = link.rest
        } else {
          out.append(character)
        }
      default: out.append(character)
      }
    }
    return out
  }

  /// Reads `text](target)` or `text][reference]`.
  private static func link(_ rest: Substring) -> (text: Substring, rest: Substring)? {
    guard let close = rest.firstIndex(of: "]") else { return nil }
    let after = rest[rest.index(after: close)...]
    let end: Character = after.first == "(" ? ")" : "]"
    guard after.first == "(" || after.first == "[", let stop = after.firstIndex(of: end) else {
      return nil
    }
    return (rest[..<close], after[after.index(after: stop)...])
  }
}

extension StringProtocol {
  var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}

extension String {
  fileprivate var trimmingQuotes: String {
    guard count >= 2, let quote = first, quote == "\"" || quote == "'", last == quote else {
      return self
    }
    return String(dropFirst().dropLast())
  }
}
