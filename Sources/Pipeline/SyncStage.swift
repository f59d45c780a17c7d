// Sync: what the person likes, reposts and bookmarks on their networks becomes labels, before a profile is built from them.
// An account that cannot be read is one line, and the run goes on.

import Feed
import Formats
import FoundationEssentials
import Social
import Store

/// What a pass learned from accounts.
package struct SyncReport: Sendable, Hashable {
  /// Labels that are new.
  package var added = 0
  /// Labels whose likes were taken back.
  package var withdrawn = 0

  package init() {}
}

/// Reads the lists of all accounts that are learned from and whose time has come.
struct SyncStage: Sendable {
  /// Likes of an account that are asked about one by one in a pass.
  static let looksMax = 20
  private static let rhythm: TimeInterval = 1_800
  /// Where each look costs money.
  private static let paidRhythm: TimeInterval = 6 * 3_600

  let database: Database
  let lines: AccountLines
  let rules: LearningRules
  let terms: XTerms
  let now: Date
  let observe: RunObserver

  /// Brings the labels up to date.
  func run() async throws -> SyncReport {
    var report = SyncReport()
    let accounts = try await database.accounts().filter { rules.isOn($0.name) }
    guard !accounts.isEmpty else { return report }
    observe(.began(.sync, total: accounts.count))
    defer { observe(.ended(.sync)) }
    for account in accounts {
      try Task.checkCancellation()
      try await sync(account, &report)
      observe(.advanced(.sync, by: 1))
    }
    return report
  }

  private func sync(_ account: StoredAccount, _ report: inout SyncReport) async throws {
    let walks = try await database.walks(of: account.name)
    let due = ActionKind.allCases.map { walks[$0] ?? AccountWalk(account.name, $0, at: now) }
      .filter { isDue($0, account) }
    guard !due.isEmpty else { return }
    if walks.isEmpty, let note = rules.note(account.name) { observe(.noted(note)) }
    do {
      let line = try await lines(Source(TimelinePlace(account.name, server: account.server)))
      try await read(due, line, &report)
    } catch let error as SocialError {
      try await fail(due, PullFailure(error, of: account.name))
    }
  }

  private func isDue(_ walk: AccountWalk, _ account: StoredAccount) -> Bool {
    // A sign-in makes all that was noted before it void, and so does a clock that ran ahead.
    walk.nextAt <= now || walk.triedAt > now || account.addedAt > walk.triedAt
  }

  private func read(
    _ due: [AccountWalk], _ line: AccountLine, _ report: inout SyncReport
  ) async throws {
    let account = line.name
    let reader = line.likeReader(terms, database, now: now)
    try await database.adoptActions(of: account, at: now)
    let viewed = try await database.viewedMarks(of: account, at: now)
    report.added += try await database.add(viewed, at: now)
    var doubts = try await database.doubtfulMarks(of: account, limit: Self.looksMax)
    var money = terms.perPull
    var isTold = false
    for walk in due {
      let list = LikeList(
        database: database, reader: reader, now: now,
        rhythm: account.network == .x ? Self.paidRhythm : Self.rhythm,
        isVerifiable: account.network != .x)
      let outcome = try await list.read(walk, money: money)
      money -= outcome.cost
      report.added += outcome.added
      doubts += outcome.missing
      guard let failure = outcome.failure else { continue }
      if !isTold { tell(account, failure) }
      isTold = true
      // What concerns the account or the way to it concerns the other lists too.
      if !failure.isAboutThis { break }
    }
    report.withdrawn += try await withdraw(doubts, reader)
  }

  /// Asks about each like that seems to be gone; only what the network denies is taken back.
  private func withdraw(_ doubts: [AccountMark], _ reader: any LikeReader) async throws -> Int {
    var gone: [AccountMark] = []
    for mark in doubts.prefix(Self.looksMax) {
      guard mark.account.network != .x else {
        gone.append(mark)
        continue
      }
      // By its name alone a server may not find what it has.
      guard mark.account.network != .mastodon || !mark.reference.isEmpty else { continue }
      switch await reader.lookUp(mark.question) {
      case .notDone, .gone: gone.append(mark)
      case .done: try await database.confirm(mark, at: now)
      case .unclear: break
      }
    }
    return try await database.withdraw(gone, at: now)
  }

  private func fail(_ walks: [AccountWalk], _ failure: PullFailure) async throws {
    guard let first = walks.first else { return }
    tell(first.account, failure)
    for var walk in walks {
      (walk.triedAt, walk.error) = (now, failure.message)
      walk.nextAt = failure.nextLook(now)
      try await database.keep(walk)
    }
  }

  private func tell(_ account: AccountName, _ failure: PullFailure) {
    observe(
      .syncFailed(account: account.text, why: "its likes were not read: \(failure.message)"))
  }
}

extension AccountLine {
  /// Reads the likes of this account.
  fileprivate func likeReader(
    _ terms: XTerms, _ database: Database, now: Date
  ) -> any LikeReader {
    switch name.network {
    case .mastodon: MastodonClient(self, now: { now })
    case .bluesky: BlueskyClient(self, now: { now })
    case .x:
      XClient(
        self, terms: terms,
        users: UserMemory(
          known: { try await database.users($0, of: .x, now: now) },
          keep: { try await database.keep($0, of: .x, at: now) }), now: { now })
    }
  }
}
