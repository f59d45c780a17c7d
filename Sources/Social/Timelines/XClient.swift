// Reading on X, where every post and every account costs money: a pull asks for what is newer than the last one, walks down
// from the newest, and stops where its money ends.

package import Feed
package import Formats
package import FoundationEssentials
import Service

/// Speaks with X as one account.
package struct XClient: Sendable {
  /// Pages of one pull, whatever they cost.
  private static let pagesMax = 32
  /// Posts of a first pull.
  private static let firstMost = 100
  /// Accounts of one lookup.
  private static let usersMax = 100

  let line: AccountLine
  let terms: XTerms
  let users: UserMemory?
  let now: @Sendable () -> Date

  package init(
    _ line: AccountLine, terms: XTerms = XTerms(), users: UserMemory? = nil,
    now: @escaping @Sendable () -> Date
  ) {
    self.line = line
    self.terms = terms
    self.users = users
    self.now = now
  }

  /// Authors come with the posts where nobody remembers them, and where the dialect names no author otherwise.
  private var asksAuthors: Bool { users == nil || terms.dialect == .post }

  /// What came since `cursor`; without one the newest page.
  package func pull(_ subject: TimelinePlace.Subject, since cursor: String?) async -> TimelineHaul {
    var haul = TimelineHaul(cursor: cursor)
    var state = XCursor(cursor)
    let isFirst = state.since == nil && state.until == nil
    do {
      guard let timeline = try await timeline(subject, &state, &haul) else { return haul }
      var token: String?
      var isWalking = true
      while isWalking, haul.calls < Self.pagesMax {
        let limit = terms.affordable(terms.perPull - haul.cost, authors: asksAuthors)
        // The smallest page may hold more than what is left pays for.
        guard limit >= timeline.pageLimit.lowerBound else { break }
        // Lists know tokens only.
        let stretch =
          Self.isBounded(subject) ? state.stretch : token.map(TimelineStretch.older) ?? .newest
        let request = timeline.request(
          stretch, limit: limit, dialect: terms.dialect, authors: asksAuthors)
        guard let answer = try await read(request, into: &haul) else { break }
        let isKnown =
          state.since.map { since in
            answer.ids.contains { !XCursor.isOlder(since, $0) }
          } ?? false
        state.take(answer.ids)
        let isEnough = isFirst && haul.document.entries.count >= Self.firstMost
        isWalking =
          !isEnough && !isKnown && !answer.ids.isEmpty && answer.next != nil
        token = answer.next
        if !isWalking { state.close() }
      }
    } catch {
      haul.failure =
        (error as? FormatError).map { PullFailure(.brokenFeed, $0.message) }
        ?? PullFailure(error, of: line.name)
    }
    // What lies before a first pull is not wanted, and lists know no bounds to come back with.
    if isFirst || !Self.isBounded(subject) { state.close() }
    haul.cursor = state == XCursor() ? cursor : state.text
    if haul.calls == 0, haul.failure == nil {
      haul.failure = PullFailure(
        .system, "what a pull may cost (\(terms.perPull)) pays for no page; raise 'per_pull' of 'x'"
      )
    }
    return haul
  }

  private static func isBounded(_ subject: TimelinePlace.Subject) -> Bool {
    if case .list = subject { false } else { true }
  }

  /// One page with its authors; nil where there is none, which the haul says why.
  private func read(
    _ request: TimelineRequest, into haul: inout TimelineHaul
  ) async throws -> XAnswer? {
    haul.calls += 1
    let reply = try await line.ask(request)
    guard reply.isGood, let json = reply.json else {
      haul.failure = PullFailure(reply, of: line.name, now: now())
      return nil
    }
    var answer = XAnswer(json)
    haul.cost += terms.cost(posts: answer.postCount, authors: answer.users.count)
    if !asksAuthors { try await name(&answer, &haul) }
    let page = try reply.posts(from: .x, completed: Array(answer.json.jsonText.utf8))
    haul.append(page)
    return answer
  }

  /// Puts names to the authors: those that are known, and as many others as there is money for.
  private func name(_ answer: inout XAnswer, _ haul: inout TimelineHaul) async throws {
    guard let users else { return }
    let strangers = answer.strangers
    var named = try await users.known(strangers)
    let known = Set(named.map(\.id))
    let left = terms.perPull - haul.cost
    let most = terms.author > 0 ? Int(max(left, 0) / terms.author + 1e-9) : Self.usersMax
    let asked = strangers.filter { !known.contains($0) }.prefix(min(most, Self.usersMax))
    if !asked.isEmpty, haul.calls < Self.pagesMax {
      haul.calls += 1
      let reply = try await line.ask(XTimeline.users(Array(asked)))
      // A post without its author's name is still a post.
      if reply.isGood {
        let fresh = (reply.json?["data"]?.array ?? []).compactMap(NetworkUser.init)
        haul.cost += terms.cost(posts: 0, authors: fresh.count)
        try await users.keep(fresh)
        named += fresh
      }
    }
    answer.add(named)
  }

  /// The timeline of a subject; a user's name is looked up once, and its id kept.
  private func timeline(
    _ subject: TimelinePlace.Subject, _ state: inout XCursor, _ haul: inout TimelineHaul
  ) async throws -> XTimeline? {
    switch subject {
    case .list(let id): return .list(id: id)
    case .user(let name) where !name.allSatisfy(\.isNumber):
      if let id = state.user { return .user(id: id) }
      haul.calls += 1
      let reply = try await line.ask(XTimeline.user(named: name))
      guard reply.isGood, let id = reply.json?["data"]?["id"]?.string else {
        haul.failure =
          reply.isGood
          ? PullFailure(.notFound, "X knows no user '\(name)'")
          : PullFailure(reply, of: line.name, now: now())
        return nil
      }
      haul.cost += terms.author
      state.user = id
      return .user(id: id)
    case .user(let id): return .user(id: id)
    case .home, .tag, .feed: return .home(user: line.who)
    }
  }
}
