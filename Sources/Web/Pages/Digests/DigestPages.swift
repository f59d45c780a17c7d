// Today: the newest digest, what waits and when the next one comes. Earlier digests, and votes on what they showed.

private import Digest
private import FoundationEssentials
private import HTTP
private import Store
private import Taste
private import Workspace

/// Serves digests.
package struct DigestPages: Sendable {
  /// Digests on one page of the list.
  private static let listMax = 30

  private let ground: WebGround

  package init(_ ground: WebGround) {
    self.ground = ground
  }

  package var routes: [Route] {
    [
      Route("GET", "/today") { try await today($0) },
      Route("GET", "/digests") { try await list($0) },
      Route("GET", "/digests/{digest}") { try await digest($0) },
      Route("POST", "/digests/{digest}/vote") { try await vote($0) },
    ]
  }

  private func today(_ visit: Visit) async throws -> ServerResponse {
    let edition = try await ground.composer().editions(limit: 1).first
    let settings = ground.settings
    let now = TodayView.Now(
      person: settings.person, at: visit.now,
      waiting: try await ground.database.waitingCount(
        at: visit.now, age: ReviewQueue.ageMax),
      next: settings.digestSchedule?.next(after: visit.now, in: settings.timeZone),
      deliveries: try await deliveries(edition), timeZone: settings.timeZone)
    let votes = try await votes(edition)
    return .page(
      Layout.page(
        "Today", at: .today, for: visit.visitor,
        TodayView.body(edition, votes, now, for: visit.visitor)))
  }

  private func digest(_ visit: Visit) async throws -> ServerResponse {
    let edition = try await edition(visit)
    return .page(
      Layout.page(
        "Digest \(edition.number)", at: .today, for: visit.visitor,
        TodayView.digest(edition, try await votes(edition), for: visit.visitor)))
  }

  private func list(_ visit: Visit) async throws -> ServerResponse {
    let before = visit.request.query["before"].flatMap { Int64($0) }
    let rows = try await ground.database.digests(before: before, limit: Self.listMax + 1)
    return .page(
      Layout.page(
        "Digests", at: .today, for: visit.visitor,
        TodayView.list(
          Array(rows.prefix(Self.listMax)), hasMore: rows.count > Self.listMax,
          timeZone: ground.settings.timeZone)))
  }

  private func vote(_ visit: Visit) async throws -> ServerResponse {
    let number = try visit.number("digest")
    let word = try visit.field("vote")
    guard let item = Int64(try visit.field("item")), word == "undo" || Vote(rawValue: word) != nil
    else { throw Refusal(.unprocessable, "a vote is up, down or undo, on the number of an item") }
    let isDone = try await VoteDesk(ground.database).vote(
      Vote(rawValue: word), on: item, inDigest: number, at: visit.now)
    guard isDone else { throw Refusal(.notFound, "digest \(number) did not show that item") }
    guard visit.request.isForPart else { return .redirect(to: "/digests/\(number)#story-\(item)") }
    let edition = try await edition(visit)
    guard let story = edition.stories.first(where: { $0.item.id == item }) else {
      throw Refusal(.notFound, "digest \(number) does not show that item")
    }
    return .page(
      DigestStoryView.votes(
        story, in: number, Vote(rawValue: word), for: visit.visitor, isAnswer: true))
  }

  private func edition(_ visit: Visit) async throws -> Edition {
    let number = try visit.number("digest")
    guard let edition = try await ground.composer().edition(number) else {
      throw Refusal(.notFound, "there is no digest \(number)")
    }
    return edition
  }

  /// How the digest left, for people.
  private func deliveries(_ edition: Edition?) async throws -> [String] {
    guard let edition else { return [] }
    return try await ground.database.deliveries(ofDigest: edition.number).map {
      DeliveryEvent($0).line
    }
  }

  private func votes(_ edition: Edition?) async throws -> [Int64: Vote] {
    try await VoteDesk(ground.database).votes(on: edition?.stories.map(\.item.id) ?? [])
  }
}
