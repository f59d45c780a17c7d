// Paragraphs lie in paragraphs (text boxes, notes) and in cells of tables in tables. What is open is kept on a stack, and
// what closes is written or handed to the cell that it stands in.

/// The open paragraphs and rows of a document in XML.
struct ParagraphStack {
  private struct Paragraph {
    var text = ""
    var level = 0
    var isItem = false
  }

  private(set) var writer = DocumentWriter()
  private var paragraphs: [Paragraph] = []
  private var rows: [[String]] = []
  /// How many elements whose text does not count are open.
  var left = 0

  /// XML is read no deeper than this anyway.
  private static let deepest = 512

  mutating func start(level: Int = 0, isItem: Bool = false) {
    guard paragraphs.count < Self.deepest else { return }
    paragraphs.append(Paragraph(level: level, isItem: isItem))
  }

  /// Changes the open paragraph.
  mutating func mark(level: Int? = nil, isItem: Bool? = nil) {
    guard !paragraphs.isEmpty else { return }
    if let level { paragraphs[paragraphs.count - 1].level = level }
    if let isItem { paragraphs[paragraphs.count - 1].isItem = isItem }
  }

  mutating func append(_ text: String) {
    guard left == 0, !paragraphs.isEmpty else { return }
    paragraphs[paragraphs.count - 1].text += text
  }

  mutating func end() {
    guard let done = paragraphs.popLast(), left == 0 else { return }
    if let row = rows.indices.last, let cell = rows[row].indices.last {
      rows[row][cell] += rows[row][cell].isEmpty ? done.text : " \(done.text)"
    } else if done.level > 0 {
      writer.heading(done.text, level: done.level)
    } else {
      writer.paragraph(done.text, isListItem: done.isItem)
    }
  }

  mutating func startRow() { if rows.count < Self.deepest { rows.append([]) } }
  mutating func startCell() { if !rows.isEmpty { rows[rows.count - 1].append("") } }
  mutating func endRow() { if let row = rows.popLast() { writer.row(row) } }
}
