// Paragraphs, headings, lists and tables as they come, written down in the few marks that memory understands.

/// Writes the text of a document.
struct DocumentWriter {
  /// Bytes of a document; no person wrote a longer one.
  private static let longest = 16 << 20

  private(set) var text = ""
  /// The text of the first heading of the first level, and of the first heading at all.
  private(set) var firstTitle: String?
  private(set) var firstHeading: String?
  private var isFull = false

  /// Writes a paragraph; line ends in it stay.
  mutating func paragraph(_ words: String, isListItem: Bool = false) {
    let line = PlainLine.squeezed(words)
    if !line.isEmpty { write(isListItem ? "- \(line)" : line) }
  }

  /// Writes a heading; levels from 1.
  mutating func heading(_ words: String, level: Int) {
    let line = PlainLine.oneLine(words)
    guard !line.isEmpty else { return }
    firstHeading = firstHeading ?? line
    if level == 1 { firstTitle = firstTitle ?? line }
    write(String(repeating: "#", count: min(max(level, 1), 6)) + " " + line)
  }

  /// Writes a row of a table.
  mutating func row(_ cells: [String]) {
    let lines = cells.map(PlainLine.oneLine)
    if lines.contains(where: { !$0.isEmpty }) { write(lines.joined(separator: " | ")) }
  }

  private mutating func write(_ block: String) {
    isFull = isFull || text.utf8.count + block.utf8.count > Self.longest
    if !isFull { text += text.isEmpty ? block : "\n\n\(block)" }
  }
}
