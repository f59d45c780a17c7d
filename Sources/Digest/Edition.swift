// A digest as a value: what every format renders. Nothing here looks anything up.

package import FoundationEssentials
package import Store

/// One digest, ready to be rendered.
package struct Edition: Sendable {
  /// The person it is for.
  package var person: String
  package var number: Int64
  package var since: Date
  package var until: Date
  /// The person's time zone, in which dates are shown.
  package var timeZone: TimeZone
  package var stories: [Story]
  /// How many items of the period were decided, and how many of them wait for review.
  package var considered: Int
  package var waiting: Int
  /// Kept items that found no room.
  package var more: Int

  package init(
    person: String, number: Int64, since: Date, until: Date, timeZone: TimeZone, stories: [Story],
    considered: Int, waiting: Int, more: Int
  ) {
    self.person = person
    self.number = number
    self.since = since
    self.until = until
    self.timeZone = timeZone
    self.stories = stories
    self.considered = considered
    self.waiting = waiting
    self.more = more
  }

  /// One item of a digest.
  package typealias Story = DigestStory

  /// How many of the stories were kept.
  package var kept: Int { stories.count { !$0.isWild } }

  /// Minutes to read everything.
  package var minutes: Int { stories.reduce(0) { $0 + $1.minutes } }
}

extension Edition.Story {
  /// Whether it was drawn to learn from, and says nothing about how right the digest is.
  package var isWild: Bool { propensity != nil }

  /// What a wild card is called wherever it is shown.
  package static let wildWords = "Wild card, drawn to learn from your answer."

  /// The probability as a whole number of per cent, never 0 or 100: nothing is certain.
  ///
  /// Nil where nothing was known of the person yet.
  package var percent: Int? {
    item.outcome?.probability.map { min(99, max(1, Int(($0 * 100).rounded()))) }
  }

  /// The opening of the text, at most `limit` characters, cut at a word.
  package func excerpt(_ limit: Int) -> String {
    let line = item.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard line.count > limit else { return line }
    let cut = line.prefix(limit)
    return (cut.lastIndex(of: " ").map { String(cut[..<$0]) } ?? String(cut)) + "…"
  }
}

extension Edition.Story {
  /// What a story without a title is called.
  static let untitled = "Untitled"

  /// The title, or what stands in its place.
  package var heading: String { item.title.isEmpty ? Self.untitled : item.title }

  /// Why it is there, in one line.
  package var why: String { item.outcome?.reason ?? "" }
}
