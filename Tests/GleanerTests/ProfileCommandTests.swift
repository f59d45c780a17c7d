// `gleaner profile` as a person types it: names are found by what is known of them, and every mistake says what to do.

import Digest
import Foundation
import Service
import Store
import Taste
import TestSupport
import Testing

@testable import gleaner

struct ProfileCommandTests {
  private static let interests = Interests(
    ["sourdough, rye", "PostgreSQL, index", "rye grass"].enumerated().map { place, label in
      Interest(
        number: place + 1, label: label,
        words: label.lowercased().split(separator: ",").map {
          $0.trimmingCharacters(in: .whitespaces)
        }, weight: 0.3, size: 3,
        exemplars: [Interest.Exemplar(id: "passage:\(place)", title: "A title")], members: [],
        centre: [1], reach: 0.3)
    }, middle: [0], partedFrom: 9)

  private static let book = WishBook([], on: interests, model: "m")

  @Test(arguments: [
    ("2", 2), ("sourdough, rye", 1), ("POSTGRESQL", 2), ("index", 2), ("grass", 3),
  ])
  func `an interest is found by number, name or part of it`(wanted: String, number: Int) throws {
    #expect(try InterestLookup.find(wanted, in: Self.book).number == number)
  }

  @Test(arguments: [
    ("rye", "could be 1 (sourdough, rye) or 3 (rye grass)"),
    ("sourdoh", "did you mean 'sourdough'?"), ("golf", "no interest 'golf'"),
    ("", "no interest ''"), ("9", "no interest '9'"),
  ])
  func `what cannot be found says what comes near`(wanted: String, words: String) {
    let error = #expect(throws: UsageError.self) {
      try InterestLookup.find(wanted, in: Self.book)
    }
    #expect("\(error.map { "\($0)" } ?? "")".contains(words))
  }

  @Test func `the terminal shows what the page shows, within its width`() throws {
    let lines = ProfileLines(portrait: Self.portrait, columns: 60).lines
    #expect(lines.allSatisfy { TerminalText.width($0) <= 60 }, "\(lines)")
    try Golden.expect(lines.joined(separator: "\n") + "\n", matches: "profile.text")
  }

  private static var portrait: ProfilePortrait {
    let now = Date(timeIntervalSince1970: 1_768_896_000)
    var draft = ProfileDraft(
      parent: 1, why: "new evidence", evidence: [1], model: "m", background: [1, 2])
    draft.learned = ["like": 3, "document": 1]
    let wishes: [Wish.Kind?] = [.pin, nil, .weight(0.5)]
    let parts = interests.all.enumerated().map { place, interest in
      ProfilePortrait.Part(
        interest: interest,
        name: place == 1 ? "A very long name of an interest \u{1B}[31mthat" : interest.label,
        wish: wishes[place], reading: place, came: 9,
        late: ProfilePortrait.Share(hits: 30 - 15 * place, count: 60),
        early: ProfilePortrait.Share(hits: 20 + 40 * place, count: 200))
    }
    let mark = InterestMark(label: "golf", members: [], centre: [], model: "m")
    return ProfilePortrait(
      profile: ProfileRow(id: 2, builtAt: now, content: draft), isCurrent: false, person: "Robin",
      timeZone: .gmt, interests: parts, map: InterestMap(interests, examples: [[], [], []]),
      reading: 12, readingElsewhere: 9, resting: [Wish(.mute, mark, at: now)], answers: [],
      prior: 0.105, thresholds: .standard)
  }
}
