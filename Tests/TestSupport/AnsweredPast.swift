// A small past: items of four topics that a score decided, and the answers of a person who wants two of the topics.

import Feed
package import FoundationEssentials
package import Store
package import Taste

/// Fills a store with decisions and answers.
package struct AnsweredPast: Sendable {
  package static let model = "all-MiniLM-L6-v2"
  /// A Tuesday.
  package static let start = Date(timeIntervalSince1970: 1_768_867_200)

  package let database: Database
  /// Settings of the profile, as tuning or a person left them.
  package var settings = TasteSettings()

  package init(_ database: Database) { self.database = database }

  /// Whether the person wants the item: every tenth answer is out of character.
  package static func isWanted(_ number: Int) -> Bool { (number % 4 < 2) != (number % 10 == 7) }

  /// What was said of an item before the answer: about right, and never sure.
  package static func probability(_ number: Int) -> Double {
    (number % 4 < 2 ? 0.55 : 0.12) + Double(number % 7) * 0.04
  }

  /// Brings in `count` items, decides all, and answers the first `answers` of them, five a day; every fifth answer is to a
  /// check.
  package func fill(count: Int, answers: Int) async throws {
    let source = Source(address: "feeds/a.xml", name: "A feed")
    try await database.sync([source])
    let stored = try await database.stored([source])
    let items = (0..<count).map { number in
      Item(
        externalID: "\(number)", url: "https://example.org/\(number)", title: "\(number)",
        text: Self.words(number), published: Self.start)
    }
    for row in stored {
      _ = try await database.admit(items, outcome: PullOutcome(source: row.id, at: Self.start))
    }
    _ = try await database.markDuplicates()
    let texts = try await database.pendingTexts(model: Self.model, limit: count)
    try await database.write(
      texts.map { Self.vector(Self.number($0.text)) }, of: texts, model: Self.model)
    try await decide(count)
    for number in 0..<answers {
      let check = number % 5 == 0
      guard let id = try await database.item(url: "https://example.org/\(number)")?.id else {
        continue
      }
      _ = try await database.answer(
        id, Self.isWanted(number) ? .keep : .skip, origin: check ? .check : .review, reason: nil,
        at: Self.start.addingTimeInterval(Double(number / 5 + 1) * 86_400))
    }
  }

  private func decide(_ count: Int) async throws {
    var draft = ProfileDraft(
      parent: nil, why: "the first", evidence: [1], model: Self.model,
      background: try await database.backgroundSample(model: Self.model, limit: count / 2))
    draft.settings = settings
    let profile = try await database.addProfile(draft, at: Self.start)
    let basis = DecisionBasis(hash: [1], profile: profile.id, model: Self.model)
    let records = try await database.undecidedItems(basis, limit: count).map { item in
      let probability = Self.probability(Int(item.item.externalID) ?? 0)
      return DecisionRecord(
        item: item.id, textHash: item.textHash,
        decision: Decide.decide(probability: probability, uncertainty: 0.1),
        logOdds: Decide.logOdds(probability))
    }
    try await database.append(records, basis: basis, at: Self.start.addingTimeInterval(60))
  }

  private static func number(_ text: String) -> Int { Int(text.prefix { $0.isNumber }) ?? 0 }

  /// Words of its own for every item, so that none retells another.
  private static func words(_ number: Int) -> String {
    (0..<12).map { "w\(number % 4)x\(number * 31 + $0 * 7)" }.joined(separator: " ")
  }

  /// Along the axis of its topic, and some of others.
  private static func vector(_ number: Int) -> Vector {
    var values = (0..<12).map { place in
      Float((number * 37 + place * 101 + number * place * 13) % 17) / 17 - 0.5
    }
    values[number % 4] += 1.6
    let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return Vector(unit: values.map { $0 / length })
  }
}
