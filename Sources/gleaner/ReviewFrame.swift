// The screen as a function of the sitting and of its size: how far one has come, the card, what the last key did, and the
// keys. On a small screen the frame goes first and the card last.

import Pipeline
import Service
import Store

/// A screenful of a sitting.
struct ReviewFrame {
  /// Columns of text: longer lines are hard to read, whatever the terminal has.
  private static let columnsMax = 88
  /// What the keys are called below a card, and in which order they make room for each other.
  private static let hints: [(key: String, does: String, rank: Int)] = [
    ("k", "keep", 0), ("s", "skip", 1), ("l", "later", 2), ("a", "like", 7), ("b", "save", 8),
    ("w", "why", 5), ("u", "undo", 3), ("o", "open", 9), ("?", "keys", 4), ("q", "quit", 6),
    ("j", "next", 10), ("x", "less of this source", 11), ("t", "less of this topic", 12),
    ("r", "reason", 13),
  ]

  private let state: ReviewState
  private let size: ScreenSize
  private let body: [ScreenLine]
  /// Rows that the body has.
  private let rows: Int

  init(_ state: ReviewState, size: ScreenSize) {
    self.state = state
    self.size = size
    let frame = (size.rows >= 4 ? 1 : 0) + (size.rows >= 6 ? 1 : 0) + (size.rows >= 3 ? 1 : 0)
    rows = max(1, size.rows - frame - (size.rows >= 16 ? 2 : 0))
    body = Self.body(state, width: min(Self.columnsMax, size.columns - 2 * Self.margin(size)), rows)
  }

  /// Rows of a text that are seen at once.
  var room: Int { body.count > rows && rows > 1 ? rows - 1 : rows }

  /// So many can be scrolled past.
  var pastMax: Int { max(0, body.count - room) }

  /// What the screen shows.
  var frame: ScreenFrame {
    var lines: [ScreenLine] = []
    let gap = size.rows >= 16 ? [ScreenLine("")] : []
    if size.rows >= 4 { lines += [header] + gap }
    lines += middle
    lines += gap
    if size.rows >= 6 { lines.append(indented(ScreenLine(status))) }
    if size.rows >= 3 { lines.append(indented(foot)) }
    return ScreenFrame(lines, size: size, cursor: state.draft.map { _ in cursor })
  }

  // MARK: The middle

  /// One column each side where there is room for it.
  private static func margin(_ size: ScreenSize) -> Int { size.columns >= 60 ? 1 : 0 }

  private func indented(_ line: ScreenLine) -> ScreenLine {
    ScreenLine(String(repeating: " ", count: Self.margin(size)) + line.text, line.style)
  }

  private var middle: [ScreenLine] {
    let past = min(state.past, pastMax)
    var shown = Array(body.dropFirst(past).prefix(room))
    shown += Array(repeating: ScreenLine(""), count: max(0, room - shown.count))
    if room < rows {
      shown.append(
        ScreenLine(past < pastMax ? "↓ space: more" : "↑ backspace: back to the top", .soft))
    }
    return shown.map(indented)
  }

  private static func body(_ state: ReviewState, width: Int, _ rows: Int) -> [ScreenLine] {
    let width = max(1, width)
    guard state.page != .keys else { return keys(width) }
    guard let question = state.question else { return end(state, width) }
    let card = ReviewCard(
      sight: state.sight, question: question, zone: state.zone, width: width)
    return switch state.page {
    case .card, .keys: card.lines(rows: rows)
    case .why: card.why
    case .whole: card.whole
    }
  }

  private static func keys(_ width: Int) -> [ScreenLine] {
    (ReviewWords.keys + ReviewKey.ofScreen.map { (key: $0.0, does: $0.1) }).flatMap { key, does in
      let name = key + String(repeating: " ", count: max(0, 7 - key.count))
      return TextWrap.row(name + does, width: width).map { ScreenLine($0) }
    }
  }

  private static func end(_ state: ReviewState, _ width: Int) -> [ScreenLine] {
    let view = state.sight.view
    return [
      ScreenLine(view.position == 1 ? "Nothing to ask" : "Done for now", .strong), ScreenLine(""),
    ]
      + TextWrap.lines(view.ending, width: width).map { ScreenLine($0) }
  }

  // MARK: The frame

  private var title: String {
    switch state.page {
    case .card: "Review"
    case .why: "Why it is asked"
    case .whole: "All of it"
    case .keys: "Keys"
    }
  }

  private var header: ScreenLine {
    let right = state.question == nil ? "" : state.sight.view.progress
    let room = min(Self.columnsMax, size.columns - 2 * Self.margin(size))
    let gap = room - TerminalText.width(title) - TerminalText.width(right)
    let text = gap > 1 ? title + String(repeating: " ", count: gap) + right : right
    return indented(ScreenLine(text, .soft))
  }

  private var status: String {
    if let draft { return draft }
    if let said = state.said { return said }
    if let reason = state.reason { return "Reason for the answer that follows: \(reason)" }
    guard let last = state.sight.view.last else { return "" }
    return
      "Last: \(SittingWords.past(last.word)), “\(TerminalText.excerpt(last.title ?? "", limit: 80))”"
  }

  /// What is typed, its end in view.
  private var draft: String? {
    guard let text = state.draft else { return nil }
    var shown = Substring(TerminalText.clean(text))
    let room = max(1, size.columns - 2 * Self.margin(size) - Self.prompt.count - 1)
    while TerminalText.width(String(shown)) > room { shown = shown.dropFirst() }
    return Self.prompt + shown
  }

  private static let prompt = "Reason: "

  private var cursor: Int { Self.margin(size) + TerminalText.width(draft ?? "") }

  private var foot: ScreenLine {
    guard state.draft == nil else {
      return ScreenLine("enter keeps it, escape drops it", .soft)
    }
    guard state.question != nil else {
      let further = state.sight.view.hasMore ? "j go on  " : ""
      return ScreenLine(further + "u undo  q quit", .soft)
    }
    let likes = state.sight.view.proposal == nil ? "like" : "approve"
    let hints = Self.hints.map {
      (text: "\($0.key) \($0.does == "like" ? likes : $0.does)", rank: $0.rank)
    }
    var (shown, used) = (Set<Int>(), 0)
    for hint in hints.sorted(by: { $0.rank < $1.rank }) {
      used += hint.text.count + (shown.isEmpty ? 0 : 2)
      guard used <= size.columns - 2 * Self.margin(size) else { break }
      shown.insert(hint.rank)
    }
    let words = hints.filter { shown.contains($0.rank) }.map(\.text)
    return ScreenLine(words.joined(separator: "  "), .soft)
  }
}
