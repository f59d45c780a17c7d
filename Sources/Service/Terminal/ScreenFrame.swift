// A screenful as a value, and the bytes that put it there: only the rows that differ, in one piece, between the marks with
// which a terminal is asked to show nothing half done (synchronized output, private mode 2026). So nothing flickers, and
// little goes over a slow line.

/// One row of a screen.
package struct ScreenLine: Sendable, Hashable {
  /// How a row stands out; it means nothing that its words do not say.
  package enum Style: Sendable, Hashable { case plain, strong, soft }

  package var text: String
  package var style: Style

  package init(_ text: String, _ style: Style = .plain) {
    self.text = text
    self.style = style
  }
}

/// What a screen shows.
package struct ScreenFrame: Sendable, Hashable {
  /// More scalars than so many to a column are marks upon marks.
  private static let scalarsPerColumn = 8

  package let size: ScreenSize
  package let lines: [ScreenLine]
  /// Where something is typed, counted from 0; nil hides the cursor.
  package let cursor: Int?

  /// The rows that fit, without what a terminal must not be told; the cursor, if any, stands in the last row.
  package init(_ lines: [ScreenLine], size: ScreenSize, cursor: Int? = nil) {
    self.size = size
    self.lines = lines.prefix(size.rows).map { line in
      ScreenLine(Self.shown(line.text, columns: size.columns), line.style)
    }
    self.cursor = cursor.map { min($0, size.columns - 1) }
  }

  private static func shown(_ text: String, columns: Int) -> String {
    let text = TerminalText.fit(TerminalText.clean(text), columns: columns)
    let most = columns * scalarsPerColumn
    guard text.unicodeScalars.count > most else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(most)))
  }

  /// What is written so that a screen that shows `before` shows this; empty where it does already.
  package func bytes(over before: ScreenFrame?, hasStyle: Bool) -> [UInt8] {
    let isAnew = before?.size != size
    var rows = ""
    for row in 0..<size.rows {
      let line = row < lines.count ? lines[row] : ScreenLine("")
      let old = before.map { row < $0.lines.count ? $0.lines[row] : ScreenLine("") }
      guard isAnew || line != old else { continue }
      rows += "\u{1B}[\(row + 1);1H" + Self.painted(line, hasStyle: hasStyle)
      // At the right edge this would take the last letter away.
      if TerminalText.width(line.text) < size.columns { rows += "\u{1B}[K" }
    }
    guard isAnew || !rows.isEmpty || cursor != before?.cursor else { return [] }
    let place = cursor.map { "\u{1B}[\(min(lines.count, size.rows));\($0 + 1)H\u{1B}[?25h" }
    let text =
      "\u{1B}[?2026h\u{1B}[?25l" + (isAnew ? "\u{1B}[2J" : "") + rows + (place ?? "")
      + "\u{1B}[?2026l"
    return Array(text.utf8)
  }

  private static func painted(_ line: ScreenLine, hasStyle: Bool) -> String {
    guard hasStyle, line.style != .plain, !line.text.isEmpty else { return line.text }
    return "\u{1B}[\(line.style == .strong ? 1 : 2)m\(line.text)\u{1B}[0m"
  }
}
