// One list of one account: what the person likes there, or reposts, or bookmarks. The newest are looked at each time, down to
// what is known; what is older is read a few pages at a time, until the network says that there is no more.

import Feed
import FoundationEssentials
import Social
import Store

/// Brings one list up to date.
struct LikeList: Sendable {
  /// Pages of a look at the newest: a few hundred likes.
  private static let headPages = 5
  /// Pages of older ones in a run.
  private static let tailPages = 3
  /// So many have to stand in their order where no single one can be asked about.
  private static let blindLeast = 3
  /// Of a list that can only be believed as a whole, more than this share does not go missing at once.
  private static let blindShare = 4

  let database: Database
  let reader: any LikeReader
  let now: Date
  /// How soon the next look is.
  let rhythm: TimeInterval
  /// Whether a single like can be asked about for nothing.
  let isVerifiable: Bool

  /// What a look brought.
  struct Outcome: Sendable {
    var added = 0
    /// Likes that are not where they should be.
    var missing: [AccountMark] = []
    var failure: PullFailure?
    var cost = 0.0
  }

  /// Looks at the newest and reads on below; `money` is the most that it may cost.
  func read(_ before: AccountWalk, money: Double) async throws -> Outcome {
    var outcome = Outcome()
    var walk = before
    let next = try await readHead(&walk, money: money, &outcome)
    if outcome.failure == nil, next, before.syncedAt != nil {
      try await readTail(&walk, money: money, &outcome)
    }
    settle(&walk, outcome.failure)
    try await database.keep(walk)
    return outcome
  }

  private func settle(_ walk: inout AccountWalk, _ failure: PullFailure?) {
    walk.triedAt = now
    walk.error = failure?.message
    walk.nextAt = failure.map { $0.nextLook(now) } ?? now.addingTimeInterval(rhythm)
  }

  /// The newest, down to what is known; gives whether older ones may be asked for.
  private func readHead(
    _ walk: inout AccountWalk, money: Double, _ outcome: inout Outcome
  ) async throws -> Bool {
    let isFirst = walk.syncedAt == nil
    let before = try await database.marks(of: walk.account, walk.kind, at: now)
    var window = LikeWindow()
    var (place, head, isMet, mayGoOn) = (String?.none, String?.none, false, true)
    for number in 0..<Self.headPages {
      let page = await reader.likes(walk.kind, from: place, money: money - outcome.cost)
      try Task.checkCancellation()
      outcome.cost += page.cost
      outcome.failure = page.failure
      mayGoOn = !page.isLast
      // A first page that nobody paid for says nothing.
      if page.failure != nil || page.isLast && page.ids.isEmpty {
        guard number > 0 else { return false }
        break
      }
      if number == 0 { head = page.ids.first }
      window.take(page)
      place = page.next
      isMet = !isFirst && meets(page, before, walk.head)
      if place == nil || page.isLast || isMet { break }
    }
    let reachesEnd = place == nil && outcome.failure == nil
    if !isFirst, !isMet, !reachesEnd { try await reopen(&walk) }
    try await take(window, walk, reachesEnd: reachesEnd, isComplete: isMet || reachesEnd, &outcome)
    (walk.head, walk.syncedAt) = (head, now)
    if reachesEnd || isFirst || !isMet { (walk.cursor, walk.isEnded) = (place, reachesEnd) }
    return mayGoOn
  }

  /// Something was passed over: written down before anything else is, so that a kill in between does not hide it.
  private func reopen(_ walk: inout AccountWalk) async throws {
    (walk.cursor, walk.isEnded) = (nil, false)
    try await database.forgetPlaces(of: walk.account, walk.kind)
    try await database.keep(walk)
  }

  private func meets(
    _ page: LikePage, _ known: [String: KnownMark], _ head: String?
  ) -> Bool {
    head.map(page.ids.contains) ?? false
      || page.likes.contains { known[$0.target.uri].map { !$0.isGone } ?? false }
  }

  private func take(
    _ window: LikeWindow, _ walk: AccountWalk, reachesEnd: Bool, isComplete: Bool,
    _ outcome: inout Outcome
  ) async throws {
    let known = try await knownNow(walk)
    outcome.added += try await write(
      window.likes, window.places(known), known, walk, isNew: walk.syncedAt != nil)
    guard isComplete,
      let floor = window.floor(
        known, reachesEnd: reachesEnd, least: isVerifiable ? 1 : Self.blindLeast)
    else { return }
    let missing = try await database.missingMarks(
      of: walk.account, walk.kind, from: floor, except: window.likes.map(\.target.uri),
      limit: SyncStage.looksMax)
    // A network that suddenly shows nothing, or half, is in trouble.
    let isBelieved = isVerifiable || missing.count * Self.blindShare <= max(window.likes.count, 4)
    if isBelieved, isVerifiable || !window.likes.isEmpty { outcome.missing = missing }
  }

  /// What is known, with what Gleaner did by now: read after the network was, so that no like of its own looks like the
  /// person's.
  private func knownNow(_ walk: AccountWalk) async throws -> [String: KnownMark] {
    try await database.adoptActions(of: walk.account, at: now)
    return try await database.marks(of: walk.account, walk.kind, at: now)
  }

  private func readTail(
    _ walk: inout AccountWalk, money: Double, _ outcome: inout Outcome
  ) async throws {
    for _ in 0..<Self.tailPages where !walk.isEnded {
      let page = await reader.likes(
        walk.kind, from: walk.cursor, money: money - outcome.cost)
      try Task.checkCancellation()
      outcome.cost += page.cost
      if let failure = page.failure {
        // A place that the network knows no more is no reason to begin anew for ever.
        if walk.cursor != nil, failure.isAboutThis { (walk.cursor, walk.isEnded) = (nil, true) }
        outcome.failure = failure
        return
      }
      if page.isLast, page.ids.isEmpty { return }
      let known = try await knownNow(walk)
      outcome.added += try await write(
        page.likes, LikeWindow.places(below: known, page.likes), known, walk, isNew: false)
      (walk.cursor, walk.isEnded) = (page.next, page.next == nil)
      try await database.keep(walk)
      if page.isLast { return }
    }
  }

  /// Writes what is new, and that the rest was seen; gives how many labels are new.
  private func write(
    _ likes: [FoundLike], _ places: [Int64?], _ known: [String: KnownMark], _ walk: AccountWalk,
    isNew: Bool
  ) async throws -> Int {
    var fresh: [AccountMark] = []
    var seen: [AccountMark] = []
    for (like, place) in zip(likes, places) {
      let before = known[like.target.uri]
      if let before, before.isGone, before.isHeld { continue }
      var mark = AccountMark(
        walk.account, walk.kind, like.target, at: like.time(now: now, isNew: isNew))
      (mark.reference, mark.remote, mark.place) = (like.reference, like.remote, place)
      if before.map(\.isGone) ?? true {
        mark.document = like.entry.flatMap { mark.document(of: $0, at: now) }
        fresh.append(mark)
      } else {
        seen.append(mark)
      }
    }
    try await database.seen(seen, at: now)
    return try await database.add(fresh, at: now)
  }
}

extension FoundLike {
  /// When it was done; where the network does not say, what was new since the last look was done now, and what is older
  /// soon after it was written.
  fileprivate func time(now: Date, isNew: Bool) -> Date {
    min(at ?? (isNew ? now : entry?.metadata.published ?? now), now)
  }
}

extension AccountMark {
  /// The post as memory keeps what is liked: its text by the rules of items, under the name that an export has for it.
  fileprivate func document(of entry: Entry, at now: Date) -> ImportedDocument? {
    var page = FeedDocument()
    page.entries = [entry]
    guard let item = Admission(now: now).items(of: page).items.first else { return nil }
    let isEmpty = item.title.isEmpty && item.text.isEmpty
    let title = item.title.isEmpty ? Wording.opening(of: item.text) : item.title
    let passage = Passage(
      title: item.title, text: item.text, speaker: item.author, saidAt: item.published)
    return ImportedDocument(
      kind: .like, key: "\(target.network.rawValue):\(kind.rawValue):\(target.uri)",
      title: title.isEmpty ? item.url ?? target.uri : title, url: item.url ?? target.uri,
      writtenAt: self.at, origin: target.network.rawValue, label: kind.rawValue, tags: item.tags,
      passages: isEmpty ? [] : [passage])
  }
}

extension PullFailure {
  /// Whether it is about what was asked, and not about the connection, the account or the server.
  var isAboutThis: Bool {
    [.status, .notFound, .gone, .forbidden, .address, .brokenFeed].contains(cause)
  }

  /// When it is worth trying again.
  func nextLook(_ now: Date) -> Date {
    let pause: TimeInterval = isAboutThis ? 86_400 : cause == .login ? 1_800 : 600
    return max(notBefore ?? now.addingTimeInterval(pause), now.addingTimeInterval(60))
  }
}
