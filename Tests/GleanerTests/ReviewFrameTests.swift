// The screens of a review as files: what a person sees at 80 columns, in a corner of a phone, and in no room at all.

import Service
import TestSupport
import Testing

@testable import gleaner

struct ReviewFrameTests {
  private func screen(_ state: ReviewState, _ rows: Int, _ columns: Int) -> ScreenFrame {
    ReviewFrame(state, size: ScreenSize(rows: rows, columns: columns)).frame
  }

  /// A screen between its edges.
  private func picture(_ name: String, _ frame: ScreenFrame) -> String {
    let rows = (0..<frame.size.rows).map { row in
      let text = row < frame.lines.count ? frame.lines[row].text : ""
      return "|" + TerminalText.fit(text, columns: frame.size.columns, pads: true) + "|"
    }
    return ([name] + rows).joined(separator: "\n") + "\n"
  }

  private func states() -> [(name: String, state: ReviewState)] {
    let card = ReviewScene.state(ReviewScene.item(ReviewScene.long), isProposed: true)
    func after(_ keys: TerminalKey...) -> ReviewState {
      var state = card
      for key in keys { _ = state.press(key, at: .zero, size: .usual) }
      return state
    }
    var short = ReviewScene.state(ReviewScene.item("Flour, water and patience."))
    short.receive(short.sight, said: "Taken back: Baked before")
    return [
      ("card", card), ("short card", short), ("why", after(.character("w"))),
      ("all of it", after(.character("o"), .pageDown)), ("keys", after(.character("?"))),
      ("a reason", after(.character("r"), .pasted("it has 表 and 🍞"))),
      ("the end", ReviewScene.state(nil)),
    ]
  }

  @Test(arguments: [(24, 80), (10, 40), (50, 200)])
  func `screens look as they did`(rows: Int, columns: Int) throws {
    let pictures = states().map { picture($0.name, screen($0.state, rows, columns)) }
    try Golden.expect(
      pictures.joined(separator: "\n"), matches: "review-\(columns)x\(rows).text")
  }

  @Test func `any size has its screen, with nothing wider or longer than it`() {
    for (name, state) in states() {
      for rows in [1, 2, 3, 4, 5, 6, 9, 15, 16, 30] {
        for columns in [1, 2, 3, 7, 20, 39, 59, 60, 130] {
          let frame = screen(state, rows, columns)
          #expect(frame.lines.count <= rows, "\(name) \(rows) \(columns)")
          for line in frame.lines {
            #expect(TerminalText.width(line.text) <= columns, "\(name) \(rows) \(columns)")
          }
        }
      }
    }
  }

  @Test func `the doubt is on the card wherever there are ten rows, however long the text is`() {
    let state = ReviewScene.state(ReviewScene.item(ReviewScene.long))
    for rows in 10...40 {
      let lines = screen(state, rows, 60).lines.map(\.text)
      #expect(lines.contains { $0.contains("42 % ± 10 %") }, "\(rows)")
      #expect(lines.contains { $0.contains("k keep") }, "\(rows)")
    }
  }

  @Test(arguments: [
    "\u{1B}]0;owned\u{7}", "\u{1B}[2J\u{1B}[1;1H", "\u{9B}31m", "\u{1B}[?1049l", "\r\n\r\n",
    "\u{202E}gnihsif", "\u{8}\u{8}\u{8}", "\u{1B}P1$r\u{1B}\\", "\u{E0041}", "\u{1B}[201~",
  ])
  func `nothing of a stranger's acts`(text: String) {
    let item = ReviewScene.item(text + " text", title: text + "title")
    for page in [nil, "w", "o"] as [Character?] {
      var state = ReviewScene.state(item)
      if let page { _ = state.press(.character(page), at: .zero, size: .usual) }
      for line in screen(state, 24, 80).lines {
        #expect(!line.text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
        #expect(!line.text.unicodeScalars.contains { (0x7F...0x9F).contains($0.value) })
      }
    }
  }
}
