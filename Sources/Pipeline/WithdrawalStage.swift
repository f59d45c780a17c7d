// What was taken back on X goes here too. X tells nobody, so each post that came within a month is asked about once a day,
// as far as the day's money goes: what is shown or kept first. Mastodon and Bluesky say it when a post is acted upon.

import Feed
import Formats
import FoundationEssentials
import Social
import Store

/// Looks for posts that are no more.
struct WithdrawalStage: Sendable {
  /// A post that was heard of since is not asked about: a day, less what a run may come late.
  private static let rhythm: TimeInterval = 20 * 3_600
  private static let day: TimeInterval = 86_400
  /// What is older is not decided or shown any more.
  private static let horizon: TimeInterval = 30 * 86_400
  /// Posts of one run on one account, whatever they cost.
  private static let most = 1_000

  let lines: AccountLines
  let terms: XTerms
  let database: Database
  let now: Date
  let observe: RunObserver

  /// Gives how many items have lost their words.
  func run() async throws -> Int {
    var withdrawn = 0
    for account in try await database.accountsWithPosts(on: .x) {
      withdrawn += try await run(account)
    }
    return withdrawn
  }

  private func run(_ account: AccountName) async throws -> Int {
    let limit = try await affordable(account)
    guard limit > 0 else { return 0 }
    let posts = try await database.uncheckedPosts(
      of: account, seenBefore: now.addingTimeInterval(-Self.rhythm),
      since: now.addingTimeInterval(-Self.horizon), limit: limit)
    // Who is not signed in hears it from the timeline itself.
    guard !posts.isEmpty, let line = try? await lines(Source(TimelinePlace(account))) else {
      return 0
    }
    try Task.checkCancellation()
    let now = now
    let standings = await XClient(line, terms: terms, now: { now }).standings(of: posts)
    if let failure = standings.failure {
      observe(
        .sourceFailed(
          source: "what was taken back on X, for \(account)", why: failure.message,
          cause: failure.cause))
    }
    try await database.markChecked(standings.asked, at: now)
    return try await database.withdraw(standings.gone, at: now)
  }

  /// How many posts the rest of the day's money pays for.
  private func affordable(_ account: AccountName) async throws -> Int {
    guard terms.checkPerDay > 0 else { return 0 }
    guard terms.post > 0 else { return Self.most }
    let paid = try await database.checkedPosts(
      of: account, since: now.addingTimeInterval(-Self.day))
    return min(Int(terms.checkPerDay / terms.post + 1e-9) - paid, Self.most)
  }
}
