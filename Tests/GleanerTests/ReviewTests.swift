// The small parts of a review: what can be typed, what is summed up, what stands on a card.

import Foundation
import Pipeline
import Store
import Taste
import Testing

@testable import gleaner

struct ReviewTests {
  @Test(arguments: [
    ("k", ReviewKey.keep(reason: nil)), (" K ", .keep(reason: nil)),
    ("keep", .keep(reason: nil)), ("k for the tables", .keep(reason: "for the tables")),
    ("s too long", .skip(reason: "too long")), ("l", .later), ("o", .open), ("w", .why),
    ("u", .undo), ("q", .quit), ("?", .help), ("", .nothing), ("   ", .nothing),
    ("x", .unknown("x")), ("\u{1B}[A", .nothing), ("kk", .unknown("kk")),
  ])
  func `a letter, a word, or a letter with a reason`(line: String, key: ReviewKey) {
    #expect(ReviewKey(line) == key)
  }

  @Test(arguments: [
    (
      ReviewTally(kept: 5, skipped: 3, waiting: 4),
      "8 answered: 5 kept, 3 skipped; 4 wait. The next 'gleaner run' learns from them."
    ),
    (
      ReviewTally(kept: 1, waiting: 1),
      "1 answered: 1 kept; 1 waits. The next 'gleaner run' learns from it."
    ),
    (ReviewTally(postponed: 2), "Nothing answered; 2 put off until tomorrow; none waits."),
    (ReviewTally(waiting: 3), "Nothing answered; 3 wait."),
  ])
  func `a sitting ends with one sentence`(tally: ReviewTally, sentence: String) {
    #expect(tally.sentence == sentence)
  }

  private func item(_ text: String = "A short text.", age days: Double = 0) -> DecidedItem {
    DecidedItem(
      id: 7, source: "feeds/a.xml", sourceName: "A \u{1B}[31mfeed", title: "A \u{1B}]0;x\u{7}title",
      text: text, author: "Ann", published: Self.now.addingTimeInterval(-days * 86_400),
      firstSeen: Self.now,
      outcome: DecidedItem.Outcome(
        id: 1, verdict: .review, stage: .score, reason: "borderline: close to “B”",
        probability: 0.416, uncertainty: 0.1, logOdds: nil, profile: 1, model: "m",
        decidedAt: Self.now))
  }

  private static let now = Date(timeIntervalSince1970: 1_768_896_000)

  @Test(arguments: [
    (0.0, "today 08:00"), (1, "yesterday 08:00"), (3, "3 days ago"), (40, "2025-12-11"),
  ])
  func `a card says when`(age: Double, when: String) {
    #expect(ReviewWords.when(item(age: age), now: Self.now, zone: .gmt) == when)
  }

  @Test func `a card is short, fits the terminal and says why it is unsure`() {
    let long = Array(repeating: "many words", count: 4_000).joined(separator: " ")
    let question = ReviewCase(item: item(long), purpose: .borderline)
    let lines = ReviewCard.lines(question, now: Self.now, zone: .gmt, columns: 60)
    #expect(lines.count <= 9 && lines.allSatisfy { $0.count < 60 })
    #expect(lines.last == "42 % ± 10 %, borderline: close to “B”")
    #expect(lines[0] == "A title")
  }
}
