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

  /// The newest likes, as far as a look at them came.
  private struct Head {
    var window = LikeWindow()
    /// What stands first.
    var first: String?
    /// Where older ones are.
    var place: String?
    /// What is below was read before.
    var isMet = false
    /// The network wants no more calls.
    var isLast = false
    var reachesEnd = false
    var isComplete: Bool { isMet || reachesEnd }
  }

  /// The newest, down to what is known; gives whether older ones may be asked for.
  private func readHead(
    _ walk: inout AccountWalk, money: Double, _ outcome: inout Outcome
  ) async throws -> Bool {
    let isFirst = walk.syncedAt == nil
    guard let head = try await newest(walk, isFirst: isFirst, money: money, &outcome) else {
      return false
    }
    if !isFirst, !head.isComplete { try await reopen(&walk) }
    try await take(head, walk, &outcome)
    (walk.head, walk.syncedAt) = (head.first, now)
    if isFirst || !head.isMet || head.reachesEnd {
      (walk.cursor, walk.isEnded) = (head.place, head.reachesEnd)
    }
    return !head.isLast
  }

  /// Reads page after page; nil where not even the first can be had.
  private func newest(
    _ walk: AccountWalk, isFirst: Bool, money: Double, _ outcome: inout Outcome
  ) async throws -> Head? {
    let known = try await database.marks(of: walk.account, walk.kind, at: now)
    var head = Head()
    for number in 0..<Self.headPages {
      let page = await reader.likes(walk.kind, from: head.place, money: money - outcome.cost)
      try Task.checkCancellation()
      outcome.cost += page.cost
      outcome.failure = page.failure
      head.isLast = page.isLast
      // A page that nobody paid for says nothing.
      if page.failure != nil || page.isLast && page.ids.isEmpty { return number > 0 ? head : nil }
      if number == 0 { head.first = page.ids.first }
      head.window.take(page)
      head.place = page.next
      head.reachesEnd = page.next == nil
      head.isMet = !isFirst && meets(page, known, walk)
      if head.isComplete || page.isLast { break }
    }
    return head
  }

  /// Something was passed over: written down before anything else is, so that a kill in between does not hide it.
  private func reopen(_ walk: inout AccountWalk) async throws {
    (walk.cursor, walk.isEnded) = (nil, false)
    try await database.forgetPlaces(of: walk.account, walk.kind)
    try await database.keep(walk)
  }

  /// Whether what is below a page was read before: it ends with a like that has its place in the list.
  ///
  /// One further up may have been taken back and done again, or is known from elsewhere. Reposts stand among what the
  /// account wrote, and have names that do not come again: what stood first is enough there.
  private func meets(
    _ page: LikePage, _ known: [String: KnownMark], _ walk: AccountWalk
  ) -> Bool {
    if walk.kind == .repost, let head = walk.head, page.ids.contains(head) { return true }
    guard let last = page.likes.last, let mark = known[last.target.uri] else { return false }
    return !mark.isGone && mark.place != nil
  }

  private func take(
    _ head: Head, _ walk: AccountWalk, _ outcome: inout Outcome
  ) async throws {
    let window = head.window
    let known = try await knownNow(walk)
    outcome.added += try await write(
      window.likes, window.places(known), known, walk, isNew: walk.syncedAt != nil)
    guard head.isComplete,
      let floor = window.floor(
        known, reachesEnd: head.reachesEnd, least: isVerifiable ? 1 : Self.blindLeast)
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
        // A place that the network knows no more: from the top again, but where that costs money.
        if walk.cursor != nil, failure.endsPlaces {
          (walk.cursor, walk.isEnded) = (nil, !isVerifiable)
        }
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

  /// Whether the place that was asked for may be no place any more.
  fileprivate var endsPlaces: Bool { [.status, .notFound, .gone].contains(cause) }

  /// When it is worth trying again.
  func nextLook(_ now: Date) -> Date {
    let pause: TimeInterval =
      switch cause {
      case .login, .brokenFeed: 1_800
      default: isAboutThis ? 86_400 : 600
      }
    return max(notBefore ?? now.addingTimeInterval(pause), now.addingTimeInterval(60))
  }
}
