// A profile as it is shown: every number that the terminal, the page and JSON draw from. Nothing here looks anything up.

package import FoundationEssentials
package import Store
package import Taste

/// One version of the profile, ready to be drawn.
package struct ProfilePortrait: Sendable {
  package var profile: ProfileRow
  /// Whether it is the newest.
  package var isCurrent: Bool
  package var person: String
  package var timeZone: TimeZone
  package var interests: [Part]
  package var map: InterestMap
  /// Items that were kept or shown in the last thirty days, and how many of them belong to no interest; nil for an earlier
  /// version, which was of another time.
  package var reading: Int?
  package var readingElsewhere: Int
  /// Wishes whose interest is not there at present.
  package var resting: [Wish]
  /// Of the person's answers about what was asked, each as it is scored without itself.
  package var answers: [Answered]
  /// The expected share of wanted items.
  package var prior: Double
  package var thresholds: Thresholds

  /// One interest.
  package struct Part: Sendable {
    package var interest: Interest
    /// As the person calls it.
    package var name: String
    package var wish: Wish.Kind?
    /// How many of the items read lately belong to it.
    package var reading: Int
    /// How many items that came in lately belong to it, kept or not.
    package var came: Int
    package var trend: Trend
    /// Its evidence of the last thirty days and of the time before: hits and all.
    package var late: Share
    package var early: Share

    package init(
      interest: Interest, name: String, wish: Wish.Kind?, reading: Int, came: Int, late: Share,
      early: Share
    ) {
      self.interest = interest
      self.name = name
      self.wish = wish
      self.reading = reading
      self.came = came
      self.late = late
      self.early = early
      trend = Trend(late: (late.hits, late.count), early: (early.hits, early.count))
    }
  }

  /// So many of so many.
  package struct Share: Sendable, Hashable {
    package var hits: Int
    package var count: Int

    package init(hits: Int, count: Int) {
      self.hits = hits
      self.count = count
    }

    package var value: Double { count > 0 ? Double(hits) / Double(count) : 0 }
  }

  package init(
    profile: ProfileRow, isCurrent: Bool, person: String, timeZone: TimeZone, interests: [Part],
    map: InterestMap, reading: Int?, readingElsewhere: Int, resting: [Wish],
    answers: [Answered], prior: Double, thresholds: Thresholds
  ) {
    self.profile = profile
    self.isCurrent = isCurrent
    self.person = person
    self.timeZone = timeZone
    self.interests = interests
    self.map = map
    self.reading = reading
    self.readingElsewhere = readingElsewhere
    self.resting = resting
    self.answers = answers
    self.prior = prior
    self.thresholds = thresholds
  }

  /// The interests as they are listed: by their numbers, which stay with them from version to version.
  package var inOrder: [Part] {
    interests.sorted { $0.interest.number < $1.interest.number }
  }
}
