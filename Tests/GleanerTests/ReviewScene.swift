// Sittings as values, for tests of what is seen of them.

import Feed
import Foundation
import Pipeline
@testable import Store
import Taste

@testable import gleaner

enum ReviewScene {
  static let now = Date(timeIntervalSince1970: 1_768_896_000)
  static let long = Array(
    repeating: "Flour, water and patience, 小麦粉と水と忍耐, and on the fifth day it rises.", count: 250
  ).joined(separator: " ")

  static func item(
    _ text: String, title: String = "A \u{1B}]0;x\u{7}rye starter in five days 🍞", id: Int64 = 7,
    age days: Double = 0
  ) -> DecidedItem {
    var rationale = Rationale(reasons: [
      Reason(
        id: "passage:1", title: "Sourdough at home", share: 0.9, evidence: "like",
        closeness: 3, close: true, words: ["starter"])
    ])
    rationale.interest = InterestNote(name: "bread", wish: "pinned")
    return DecidedItem(
      id: id, source: "feeds/a.xml", sourceName: "A \u{1B}[31mfeed", title: title, text: text,
      url: "https://example.org/rye?a=1", author: "Ann Baker",
      published: now.addingTimeInterval(-days * 86_400), firstSeen: now,
      outcome: DecidedItem.Outcome(
        id: 1, verdict: .review, stage: .score, reason: "borderline: close to “Sourdough at home”",
        probability: 0.416, uncertainty: 0.1, logOdds: nil, rationale: rationale, profile: 1,
        model: "m", decidedAt: now))
  }

  static func sight(_ item: DecidedItem?, isProposed: Bool = false) -> ReviewSight {
    let view = SittingView(
      question: item.map { ReviewCase(item: $0, purpose: .borderline) },
      proposal: isProposed ? proposal : nil, alsoIn: ["Other"],
      tally: ReviewTally(kept: 4, skipped: 2, waiting: 31), position: 7, total: 12, passed: 1,
      last: ReviewStep(
        id: 1, word: .keep, item: 5, title: "Baked before", label: 9, action: nil, until: nil,
        at: now))
    return ReviewSight(view: view, summary: "", now: now)
  }

  private static var proposal: ActionRow? {
    guard let account = AccountName("matt@social.example"),
      let target = PostTarget(.mastodon, uri: "https://social.example/1")
    else { return nil }
    return ActionRow(
      id: 3, account: account, kind: .like, target: target, state: .proposed, item: 7, title: nil,
      url: nil, author: nil, text: nil, probability: nil, because: nil, version: "1",
      reason: "you want to be asked", certificate: Certificate(right: 0, of: 0), approvedBy: nil,
      proposedAt: now, decidedAt: nil, notBefore: nil, expires: now, settledAt: nil, attempts: 0,
      remote: nil, isByHand: false, note: nil)
  }

  static func state(_ item: DecidedItem?, isProposed: Bool = false) -> ReviewState {
    ReviewState(sight(item, isProposed: isProposed), zone: .gmt)
  }
}
