// A sitting at the terminal: one card at a time, one letter for an answer, and an end. Each answer is written before the
// next card is shown, so whatever ends the sitting loses nothing.

import Foundation
import Pipeline
import Service
import Store
import Taste

/// Puts the questions of a batch to whoever sits at the terminal.
struct ReviewSession: ~Copyable {
  private struct Given {
    var place: Int
    var item: Int64
    var label: Int64?
    /// `review`: put off.
    var answer: Verdict
  }

  private let desk: ReviewDesk
  private let batch: ReviewBatch
  private let now: Date
  private let zone: TimeZone
  private let terminal: Terminal
  private let output: StandardOutput
  private var input: LineReader
  private var place = 0
  private var given: [Given] = []

  init(
    _ batch: ReviewBatch, at desk: ReviewDesk, now: Date, zone: TimeZone, terminal: Terminal,
    input: consuming LineReader, output: StandardOutput
  ) {
    self.batch = batch
    self.desk = desk
    self.now = now
    self.zone = zone
    self.terminal = terminal
    self.input = input
    self.output = output
  }

  /// Runs until the last question, `q`, the end of the input, or an interruption; ends with a summary.
  mutating func run() async throws -> ExitCode {
    try output.line("")
    do {
      try showCard()
      while place < batch.cases.count, let key = try nextKey() {
        guard key != .quit else { break }
        try await take(key)
      }
    } catch is CancellationError {
      try say(["", summary()])
      return .interrupted
    }
    try say(["", summary()])
    return .done
  }

  private func summary() -> String {
    var tally = ReviewTally(waiting: batch.waiting)
    for answer in given {
      switch answer.answer {
      case .keep: tally.kept += 1
      case .skip: tally.skipped += 1
      case .review: tally.postponed += 1
      }
      if batch.cases[answer.place].item.outcome?.verdict == .review { tally.waiting -= 1 }
    }
    return tally.sentence
  }

  private mutating func take(_ key: ReviewKey) async throws {
    let question = batch.cases[place]
    switch key {
    case .keep(let reason): try await answer(question, .keep, reason)
    case .skip(let reason): try await answer(question, .skip, reason)
    case .later:
      _ = try await desk.postpone(question.item.id)
      try goOn(Given(place: place, item: question.item.id, answer: .review))
    case .undo: try await undo()
    case .open: try say(ReviewCard.whole(question.item, columns: terminal.columns))
    case .why:
      let story = DecisionStory(
        item: question.item, alsoIn: [], newestProfile: question.item.outcome?.profile, zone: zone,
        context: question.context)
      try say(story.lines)
    case .help: try say(ReviewKey.list.map { "  \($0)  \($1)" })
    case .nothing: try say(["k keeps it, s skips it, l asks again tomorrow; ? lists the rest"])
    case .unknown(let word): try say(["no key '\(word)'; ? lists them"])
    case .quit: break
    }
  }

  private mutating func answer(
    _ question: ReviewCase, _ answer: ItemAnswer, _ reason: String?
  ) async throws {
    let receipt = try await desk.answer(question, answer, reason: reason)
    try goOn(
      Given(
        place: place, item: question.item.id, label: receipt?.label,
        answer: answer.verdict))
  }

  private mutating func goOn(_ answer: Given) throws {
    given.append(answer)
    place += 1
    guard place < batch.cases.count else { return }
    try output.line("")
    try showCard()
  }

  private mutating func undo() async throws {
    guard let last = given.popLast() else {
      return try say(["nothing to undo in this sitting"])
    }
    if last.answer == .review {
      try await desk.resume(last.item)
    } else {
      _ = try await desk.undo(last.item, label: last.label)
    }
    place = last.place
    try say(["taken back:", ""])
    try showCard()
  }

  private func showCard() throws {
    guard place < batch.cases.count else { return }
    let question = batch.cases[place]
    try say(
      ["\(place + 1) of \(batch.cases.count)"]
        + ReviewCard.lines(question, now: now, zone: zone, columns: terminal.columns))
  }

  private func say(_ lines: [String]) throws {
    for line in lines { try output.line(TerminalText.clean(line)) }
  }

  /// The next line typed; nil at the end of the input.
  private mutating func nextKey() throws -> ReviewKey? {
    try output.text("keep, skip, later (k s l; ? for more) > ")
    try output.flush()
    guard let bytes = try input.next() else {
      try output.line("")
      return nil
    }
    return ReviewKey(String(decoding: bytes, as: UTF8.self))
  }
}
