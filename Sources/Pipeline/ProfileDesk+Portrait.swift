// A version of the profile with all that is shown of it: what each interest is made of, what was read of it lately, and
// how far its probabilities can be believed.

package import Digest
import Feed
import FoundationEssentials
package import Store
import Taste

extension ProfileDesk {
  /// Dots of one interest on the map; more hide each other.
  private static let dotsMax = 40

  /// A profile as it is shown; nil where nothing of what it knew is left.
  ///
  /// How far it can be believed is left out without answers, which are scored anew and take most of the time.
  package func portrait(
    of profile: ProfileRow, withAnswers: Bool = true
  ) async throws -> ProfilePortrait? {
    guard let current = try await stage.past(profile) else { return nil }
    let isCurrent = try await database.newestProfile()?.id == profile.id
    // What was kept since is not of an earlier version's time, and what had been kept then is not known any more.
    let recent = isCurrent ? try await recentItems(current) : nil
    let counts = await ReadingCounts.count(
      current, recent ?? [], now: isCurrent ? now : profile.builtAt)
    return ProfilePortrait(
      profile: profile, isCurrent: isCurrent, person: digest.person,
      timeZone: digest.timeZone, interests: parts(current, counts),
      map: InterestMap(
        current.interests, examples: Self.dots(current, limit: Self.dotsMax)),
      reading: recent?.count(where: \.isRead), readingElsewhere: counts.readElsewhere,
      resting: current.wishes.resting, answers: withAnswers ? try await answers(current) : [],
      prior: current.prior, thresholds: profile.settings.applied(to: thresholds))
  }

  /// The newest items of late that belong to an interest.
  package func recentItems(
    of number: Int, in profile: ProfileRow, limit: Int
  ) async throws -> [RecentItem] {
    let interests = try await database.interests(of: profile.id)
    let items = try await database.recentItems(
      since: now.addingTimeInterval(-Self.recentTime), until: now, model: profile.model,
      limit: Self.recentMax)
    return Array(
      items.lazy.filter { item in
        interests.nearest(to: item.vector).map { $0.isWithin && $0.interest.number == number }
          ?? false
      }.prefix(limit))
  }

  private func parts(
    _ current: ProfileStage.Current, _ counts: ReadingCounts
  ) -> [ProfilePortrait.Part] {
    let wishes = current.wishes
    return current.interests.all.map { interest in
      let number = interest.number
      return ProfilePortrait.Part(
        interest: interest, name: wishes.name(of: interest), wish: wishes.weights[number],
        reading: counts.read[number] ?? 0, came: counts.came[number] ?? 0,
        late: ProfilePortrait.Share(hits: counts.late[number] ?? 0, count: counts.lateAll),
        early: ProfilePortrait.Share(hits: counts.early[number] ?? 0, count: counts.earlyAll))
    }
  }

  private static func dots(_ current: ProfileStage.Current, limit: Int) -> [[[Float]]] {
    let examples = ProfileStage.examples(current.evidence, current.profile.settings)
    var dots: [Int: [[Float]]] = [:]
    for example in examples where example.evidence.isWanted {
      guard let near = current.interests.nearest(to: example.candidate.vector), near.isWithin,
        dots[near.interest.number]?.count ?? 0 < limit
      else { continue }
      dots[near.interest.number, default: []].append(example.candidate.vector.values)
    }
    return current.interests.all.map { dots[$0.number] ?? [] }
  }

  /// What the person answered when asked, each item scored as if it had not been answered.
  ///
  /// Likes are left out: they were not asked for, they are there because they were wanted.
  private func answers(_ current: ProfileStage.Current) async throws -> [Answered] {
    let answers = ProfileStage.examples(current.evidence, current.profile.settings)
      .filter(\.evidence.isAnswer)
    guard !answers.isEmpty else { return [] }
    let scores = try await stage.scorer(of: current).score(answers.map(\.candidate))
    return zip(answers, scores).map {
      Answered(probability: $1.probability, isWanted: $0.evidence.isWanted)
    }
  }
}

/// How much of what was read, and of what the person did, belongs to which interest.
private struct ReadingCounts {
  var read: [Int: Int] = [:]
  var came: [Int: Int] = [:]
  var readElsewhere = 0
  var late: [Int: Int] = [:]
  var lateAll = 0
  var early: [Int: Int] = [:]
  var earlyAll = 0

  @concurrent
  static func count(
    _ current: ProfileStage.Current, _ recent: [RecentItem], now: Date
  ) async -> ReadingCounts {
    var counts = ReadingCounts()
    for item in recent {
      let number = number(item.vector, current.interests)
      if let number { counts.came[number, default: 0] += 1 }
      guard item.isRead else { continue }
      if let number {
        counts.read[number, default: 0] += 1
      } else {
        counts.readElsewhere += 1
      }
    }
    let border = now.addingTimeInterval(-ProfileDesk.recentTime)
    for example in ProfileStage.examples(current.evidence, current.profile.settings) {
      guard example.evidence.isWanted, let at = example.at, at <= now else { continue }
      let number = number(example.candidate.vector, current.interests)
      if at > border {
        counts.lateAll += 1
        if let number { counts.late[number, default: 0] += 1 }
      } else {
        counts.earlyAll += 1
        if let number { counts.early[number, default: 0] += 1 }
      }
    }
    return counts
  }

  private static func number(_ vector: Vector, _ interests: Interests) -> Int? {
    interests.nearest(to: vector).flatMap { $0.isWithin ? $0.interest.number : nil }
  }
}
