// Against a real server that speaks Mastodon's API and was written by others.

import Feed
import Foundation
import Formats
import Social
import TestSupport
import Testing

@Suite(.serialized) struct SnacSlowTests {
  @Test(.timeLimit(.minutes(3)))
  func `a real server's timeline is read without a gap, and a post is liked once`() async throws {
    let server = try await SnacServer.start(users: ["bob", "ann"])
    defer { server.stop() }
    let bob = try await server.token(of: "bob")
    let ann = try await server.token(of: "ann")
    try await server.follow("ann", as: bob)
    let client = MastodonClient(
      try TestLine.to(server.address, "bob@\(server.host)", token: bob), now: { Date() })
    var cursor: String?
    var seen: Set<String> = []
    // The follow travels through a queue; until it has arrived, nothing does.
    let end = ContinuousClock.now + .seconds(30)
    while try await server.homeCount(as: bob) == 0, ContinuousClock.now < end {
      _ = try await server.post("Is anybody there?", as: ann)
      try await Task.sleep(for: .seconds(1))
    }
    for round in 0..<3 {
      let before = try await server.homeCount(as: bob)
      for number in 0..<3 { _ = try await server.post("Round \(round), post \(number)", as: ann) }
      try await arrival(of: before + 3, server, bob)
      let haul = await client.pull(.home, since: cursor)
      #expect(haul.failure == nil)
      seen.formUnion(haul.document.entries.map(\.text))
      cursor = haul.cursor
    }
    for round in 0..<3 {
      for number in 0..<3 {
        #expect(seen.contains("Round \(round), post \(number)"))
      }
    }

    let entry = try #require(await client.pull(.home, since: nil).document.entries.first)
    let id = try #require(entry.metadata.id)
    for kind in ActionKind.allCases {
      let send = try TestLine.order(
        .send, kind, "bob@\(server.host)", uri: entry.metadata.link ?? id, reference: id)
      #expect(await client.lookUp(send) == .notDone)
      for _ in 0..<2 {
        let outcome = await client.perform(send).outcome
        #expect(
          [.done(remote: id), .alreadyDone(remote: id)].contains(outcome), "\(kind): \(outcome)")
      }
      #expect(await client.lookUp(send) == .done(remote: id))
      // Found by the name that the network knows it by.
      let named = try TestLine.order(
        .send, kind, "bob@\(server.host)", uri: entry.metadata.link ?? id)
      #expect(await client.lookUp(named) == .done(remote: id))
    }
    let status = try await server.status(id, as: ann)
    #expect(status["favourites_count"] as? Int == 1)
    #expect(status["reblogs_count"] as? Int == 1)
    for kind in ActionKind.allCases {
      let undo = try TestLine.order(.undo, kind, "bob@\(server.host)", uri: id, reference: id)
      #expect(await client.perform(undo).outcome == .done(remote: id))
      #expect(await client.lookUp(undo) == .notDone)
    }
  }

  /// Waits until so many posts stand in the timeline; posts written before the follow had arrived never come.
  private func arrival(
    of count: Int, _ server: SnacServer, _ token: String
  ) async throws {
    let end = ContinuousClock.now + .seconds(20)
    while try await server.homeCount(as: token) < count, ContinuousClock.now < end {
      try await Task.sleep(for: .milliseconds(200))
    }
  }
}
