// Pull, parse and admit of a timeline. It differs from a feed in what it is asked with: an account instead of an address,
// and a cursor instead of validators. What comes of it is the same: items, and when to ask again.

package import Feed
import Formats
import FoundationEssentials
package import Social
import Store

/// The way to the account whose timeline a source is; throws where nobody is signed in.
package typealias AccountLines = @Sendable (Source) async throws -> AccountLine

extension PipelineRun {
  /// For runs that know no accounts: each timeline fails with what to do about it.
  package static let noAccounts: AccountLines = { source in
    guard let name = source.timeline?.account else {
      throw SocialError(.settings, "\(source.address) is no timeline")
    }
    throw SocialError(.signIn, name.signedOut)
  }
}

extension AccountName {
  /// That nobody is signed in by this name, and what to do about it.
  package var signedOut: String {
    "nobody is signed in as \(text); 'gleaner accounts add \(network.rawValue) \(text)' signs in"
  }
}

/// Pulls one timeline.
struct TimelineStage: Sendable {
  /// Between two pulls of what costs money.
  private static let paidInterval: TimeInterval = 3_600

  let lines: AccountLines
  let terms: XTerms
  /// Remembers authors that were paid for.
  let database: Database
  let now: Date

  /// What a pull became: items and an outcome, with a failure where there was one.
  func pull(_ stored: StoredSource, _ place: TimelinePlace) async -> ParsedBody {
    var parsed = ParsedBody(outcome: PullOutcome(of: stored, at: now))
    let line: AccountLine
    let haul: TimelineHaul
    do {
      line = try await lines(stored.source)
      haul = await self.haul(place, on: line, of: stored)
    } catch {
      parsed.outcome.fail(PullFailure(error, of: place.account), of: stored)
      return parsed
    }
    parsed.entries = haul.document.entries.count
    parsed.admitted = Admission(now: now, policy: stored.identity).items(of: haul.document)
    parsed.posts = TimelinePosts(
      account: place.account, items: parsed.admitted.items, of: haul.document)
    parsed.outcome.cursor = haul.cursor
    parsed.outcome.hints = PollHints(
      interval: place.account.network == .x ? Self.paidInterval : 0)
    parsed.outcome.title = await title(of: place, on: line, stored, isGood: haul.failure == nil)
    if let failure = haul.failure ?? haul.document.defect.map({ PullFailure(.brokenFeed, $0) }) {
      parsed.outcome.fail(failure, of: stored)
    } else {
      parsed.outcome.wholeAt = now
      parsed.outcome.planNext()
    }
    return parsed
  }

  /// What the timeline is called; lists and feeds are asked for their names as long as nobody has told.
  private func title(
    of place: TimelinePlace, on line: AccountLine, _ stored: StoredSource, isGood: Bool
  ) async -> String? {
    guard isGood, stored.title == nil || stored.title == place.words() else {
      return stored.title ?? place.words()
    }
    return place.words(title: await line.title(of: place))
  }

  private func haul(
    _ place: TimelinePlace, on line: AccountLine, of stored: StoredSource
  ) async -> TimelineHaul {
    let (database, now) = (database, now)
    switch place.account.network {
    case .mastodon:
      return await MastodonClient(line, now: { now })
        .pull(MastodonTimeline(place.subject), since: stored.cursor)
    case .bluesky:
      return await BlueskyClient(line, now: { now })
        .pull(BlueskyTimeline(place.subject), since: stored.cursor)
    case .x:
      let memory = UserMemory(
        known: { try await database.users($0, of: .x, now: now) },
        keep: { try await database.keep($0, of: .x, at: now) })
      return await XClient(line, terms: terms, users: memory, now: { now })
        .pull(place.subject, since: stored.cursor)
    }
  }
}
