// A sitting line by line, where a screen cannot be drawn on: one letter and Enter for an answer, each card below the one
// before. What reads screens aloud is served best by it, too.

import Foundation
import Pipeline
import Service
import Store

/// Prints cards and reads lines.
struct ReviewTypist: ~Copyable {
  /// Columns of text.
  private static let columnsMax = 88
  /// Rows of a card; the text of a longer one is cut.
  private static let rows = 16

  private let seat: ReviewSeat
  private let columns: Int
  private let output: StandardOutput
  private var input = LineReader()

  init(_ seat: ReviewSeat, columns: Int, output: StandardOutput) {
    self.seat = seat
    self.columns = columns
    self.output = output
  }

  /// Runs until the last card, `q`, the end of the input, or an interruption.
  mutating func run(_ state: inout ReviewState) async throws -> ExitCode {
    do {
      try output.line("")
      try show(state)
      while state.question != nil, let (key, reason) = try next() {
        let card = state.question?.item.id
        guard try await seat.perform(state.take(key, reason: reason), &state) else { break }
        try tell(&state, hasNewCard: state.question?.item.id != card)
      }
    } catch is CancellationError {
      return .interrupted
    }
    return .done
  }

  /// What came of a line: what was said of it, a page that was asked for, the next card.
  private func tell(_ state: inout ReviewState, hasNewCard: Bool) throws {
    if let said = state.said { try say([said]) }
    if state.page != .card {
      try say(page(state))
      state.turn(to: .card)
    }
    guard hasNewCard, state.question != nil else { return }
    try say([""])
    try show(state)
  }

  private func card(_ state: ReviewState) -> ReviewCard? {
    state.question.map {
      ReviewCard(
        sight: state.sight, question: $0, zone: state.zone,
        width: max(20, min(columns - 1, Self.columnsMax)))
    }
  }

  private func show(_ state: ReviewState) throws {
    guard let card = card(state) else { return }
    try say([state.sight.view.progress] + card.lines(rows: Self.rows).map(\.text))
  }

  private func page(_ state: ReviewState) -> [String] {
    switch state.page {
    case .card: []
    case .why: card(state)?.why.map(\.text) ?? []
    case .whole: card(state)?.whole.map(\.text) ?? []
    case .keys:
      (ReviewWords.keys.map { ($0.key, $0.does) } + ReviewKey.ofLines).map { "  \($0)  \($1)" }
    }
  }

  private func say(_ lines: [String]) throws {
    for line in lines { try output.line(TerminalText.clean(line)) }
  }

  /// The next line typed; nil at the end of the input.
  private mutating func next() throws -> (key: ReviewKey, reason: String?)? {
    try output.text("keep, skip, later (k s l; ? for more) > ")
    try output.flush()
    guard let bytes = try input.next() else {
      try output.line("")
      return nil
    }
    return ReviewKey.line(String(decoding: bytes, as: UTF8.self))
  }
}
