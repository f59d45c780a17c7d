// What is written to a screen: no more than what differs, in one piece, and nothing that a stranger's text could act with.

import Service
import Testing

struct ScreenFrameTests {
  private static let size = ScreenSize(rows: 4, columns: 10)

  private func frame(_ lines: String..., cursor: Int? = nil) -> ScreenFrame {
    ScreenFrame(lines.map { ScreenLine($0) }, size: Self.size, cursor: cursor)
  }

  private func written(_ frame: ScreenFrame, over before: ScreenFrame?) -> String {
    String(decoding: frame.bytes(over: before, hasStyle: false), as: UTF8.self)
      .replacing("\u{1B}", with: "^")
  }

  @Test func `the first frame clears, and the next writes what differs`() {
    let first = frame("one", "two")
    #expect(
      written(first, over: nil)
        == "^[?2026h^[?25l^[2J^[1;1Hone^[K^[2;1Htwo^[K^[3;1H^[K^[4;1H^[K^[?2026l")
    #expect(written(frame("one", "2"), over: first) == "^[?2026h^[?25l^[2;1H2^[K^[?2026l")
    #expect(written(first, over: first).isEmpty)
    #expect(written(frame("one"), over: first) == "^[?2026h^[?25l^[2;1H^[K^[?2026l")
  }

  @Test func `a cursor stands in the last row where something is typed`() {
    #expect(
      written(frame("a", "b", cursor: 1), over: frame("a", "b"))
        == "^[?2026h^[?25l^[2;2H^[?25h^[?2026l")
  }

  @Test func `a full row keeps its last letter, and what is wider is cut`() {
    #expect(written(frame("0123456789"), over: nil).contains("0123456789^[2;1H"))
    #expect(frame("日本語日本語").lines[0].text == "日本語日…")
    #expect(frame("1", "2", "3", "4", "5").lines.count == 4)
  }

  @Test func `rows stand out only where that is welcome`() {
    let frame = ScreenFrame(
      [ScreenLine("a", .strong), ScreenLine("b", .soft)], size: Self.size)
    let plain = String(decoding: frame.bytes(over: nil, hasStyle: false), as: UTF8.self)
    let styled = String(decoding: frame.bytes(over: nil, hasStyle: true), as: UTF8.self)
    #expect(!plain.contains("m"))
    #expect(styled.contains("\u{1B}[1ma\u{1B}[0m") && styled.contains("\u{1B}[2mb\u{1B}[0m"))
  }

  @Test func `a stranger's text cannot act`() {
    let marks = String(repeating: "\u{301}", count: 10_000)
    let shown = frame("\u{1B}]0;x\u{7}a\u{1B}[2Jb\u{9B}1m\r\nc\u{202E}", "e" + marks)
    #expect(shown.lines[0].text == "ab  c")
    #expect(shown.lines[1].text.unicodeScalars.count <= 80)
  }

  @Test(arguments: [(0, 0, 1, 1), (-5, 1 << 40, 1, 1_000), (24, 80, 24, 80)])
  func `a size is within reason`(rows: Int, columns: Int, keptRows: Int, keptColumns: Int) {
    let size = ScreenSize(rows: rows, columns: columns)
    #expect(size.rows == keptRows && size.columns == keptColumns)
  }
}
