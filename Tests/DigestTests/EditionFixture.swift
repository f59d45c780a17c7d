// One edition that every format renders: two ordinary stories, one that means harm, and a wild card.

import Digest
import Foundation
import Store
import Taste

enum EditionFixture {
  static let now = Date(timeIntervalSince1970: 1_768_896_000)

  static func story(
    _ id: Int64, _ title: String, text: String, url: String?, probability: Double, reason: String,
    alsoIn: [String] = [], verdict: Verdict = .keep, propensity: Double? = nil,
    section: String? = nil, html: String? = nil
  ) -> Edition.Story {
    let outcome = DecidedItem.Outcome(
      id: id, verdict: verdict, stage: .score, reason: reason, probability: probability,
      uncertainty: 0.1, logOdds: 1, profile: 1, model: "m", decidedAt: now)
    return Edition.Story(
      item: DecidedItem(
        id: id, source: "feed.xml", sourceName: "A Feed & Co", title: title, text: text, html: html,
        url: url,
        author: "Ada <ada@example.org>", published: now.addingTimeInterval(-7_200), firstSeen: now,
        outcome: outcome), alsoIn: alsoIn, propensity: propensity, section: section)
  }

  static let edition = Edition(
    person: "Robin", number: 7, since: now.addingTimeInterval(-86_400), until: now,
    timeZone: TimeZone(secondsFromGMT: 3_600) ?? .gmt,
    stories: [
      story(
        1, "Skip scan: which indexes can go now?",
        text: "For decades the advice was simple. "
          + String(
            repeating: "Then the planner learned to skip through distinct values. ", count: 9),
        url: "https://example.org/skip-scan?a=1&b=2", probability: 0.91,
        reason: "close to “Covering indexes” and “Postgres indexes – Partial ones”",
        alsoIn: ["Odds & Ends"], section: "PostgreSQL, <index>",
        html: "<p onclick=\"x\">For <b>decades</b>…<script>alert(1)</script></p>"),
      story(
        2, "Räksmörgås 🦐 für zwei", text: "Kurz.", url: nil, probability: 0.6149,
        reason: "kept by rule 'always Ada'"),
      story(
        3, "<script>alert(1)</script>\u{1B}[2J\u{202E}txt", text: "<img src=x onerror=alert(1)>",
        url: "javascript:alert(1)", probability: 0.999_9, reason: "\" onmouseover=\"alert(1)"),
      story(
        4, "Bell ringing by numbers", text: "Peals and permutations.",
        url: "https://example.org/bells", probability: 0.31,
        reason: "borderline: close to nothing of yours", verdict: .review, propensity: 0.125),
    ], considered: 93, waiting: 4, more: 2)
}
