// Timelines in a run: asked as somebody who is signed in, from where the last pull ended, and admitted as feeds are.

import Feed
import Foundation
import Formats
import HTTP
import Pipeline
import Postgres
import Social
import Store
import Synchronization
import Taste
import TestSupport
import Testing

@Suite struct TimelineRunTests {
  static let token = "token-5f0c2a7e91d84b63"

  private func line(_ server: String) -> AccountLines {
    let wire = WireLine(Client(Client.Settings(userAgent: "Gleaner/test")), allowPrivate: true)
    return { source in
      guard let place = source.timeline else { throw CocoaError(.formatting) }
      return AccountLine(place.account, server: server, who: "42") { call in
        var call = call
        call.authorization = "Bearer \(Self.token)"
        call.secrets = [Self.token]
        return try await wire.send(call)
      }
    }
  }

  private func home(_ server: StatusServer, _ user: String = "bob") throws -> Source {
    let name = try #require(AccountName("\(user)@\(server.host)"))
    return Source(TimelinePlace(name, server: server.address))
  }

  @Test func `a timeline becomes items, once, and goes on where it ended`() async throws {
    try await Bench.with { bench in
      let server = try StatusServer(token: Self.token, posts: 100..<130)
      bench.sources = [try home(server), try home(server, "ann")]
      bench.accounts = line(server.address)
      let first = try await bench.run(until: .admit)
      // Three are caught by the person's own filter; what two accounts see is one story.
      #expect(first.added == 54)
      #expect(first.duplicates == 27)
      #expect(first.failed == 0)

      server.add(130..<140)
      bench.now += 86_400
      let second = try await bench.run(until: .admit)
      #expect(second.added == 18)
      #expect(server.requests.last?.path.contains("min_id=") == true)
      let rows = try await bench.pool.query(
        "SELECT DISTINCT cursor, author FROM sources JOIN items ON items.source = sources.id")
      #expect(try rows.map { try $0.decode("cursor", as: String?.self) } == ["139"])
    }
  }

  @Test func `posts are known to the ledger by the name that the whole network has for them`()
    async throws
  {
    try await Bench.with { bench in
      let server = try StatusServer(token: Self.token, posts: 100..<103)
      bench.sources = [try home(server)]
      bench.accounts = line(server.address)
      _ = try await bench.run(until: .admit)
      let rows = try await bench.pool.query(
        """
        SELECT p.uri, p.reference, p.account, p.version <> '' AS named FROM posts p JOIN items i ON i.id = p.item
        ORDER BY p.reference
        """)
      #expect(!rows.isEmpty)
      for row in rows {
        let reference = try row.decode("reference", as: String.self)
        #expect(try row.decode("uri", as: String.self).hasSuffix(reference))
        #expect(try row.decode("account", as: String.self) == "bob@\(server.host)")
        #expect(try row.decode("named", as: Bool.self))
      }
    }
  }

  @Test func `a rehearsal looks ahead on its own decisions, and leaves nothing`() async throws {
    try await Bench.with { bench in
      let server = try StatusServer(token: Self.token, posts: 100..<106)
      bench.sources = [try home(server)]
      bench.accounts = line(server.address)
      let name = try #require(AccountName("bob@\(server.host)"))
      try await KeptPosts(bench.database, account: name, now: bench.now).signIn()
      var condition = RuleCondition()
      condition.terms = ["post"]
      bench.rules = [Rule(name: "posts", when: condition, effect: .keep)]
      let report = try await bench.rehearse()
      let forecast = try #require(report.forecast)
      #expect(forecast.questions.count == report.acts.proposed)
      #expect(forecast.questions.count > 0)
      #expect(forecast.questions.allSatisfy { $0.text?.hasPrefix("Post number") == true })
      #expect(try await bench.database.actionCounts().isEmpty)
      #expect(try await bench.run(until: .act).forecast == nil)
    }
  }

  @Test func `what breaks off keeps what it brought, and its place`() async throws {
    try await Bench.with { bench in
      let server = try StatusServer(token: Self.token, posts: 100..<101)
      bench.sources = [try home(server)]
      bench.accounts = line(server.address)
      _ = try await bench.run(until: .admit)
      server.add(101..<201)
      server.fail(.answer(502, "<html>"), after: 2)
      bench.now += 86_400
      let report = try await bench.run(until: .admit)
      #expect(report.failed == 1)
      #expect(report.added == 72)
      bench.now += 86_400
      #expect(try await bench.run(until: .admit).added == 18)
    }
  }

  @Test func `nobody signed in is one line that says how`() async throws {
    try await Bench.with { bench in
      let server = try StatusServer(token: Self.token, posts: 100..<101)
      bench.sources = [try home(server)]
      let told = Mutex<[String]>([])
      let report = try await bench.run(until: .admit) { event in
        if case .sourceFailed(_, let why, _) = event { told.withLock { $0.append(why) } }
      }
      #expect(report.failed == 1)
      let name = "bob@\(server.host)"
      #expect(
        told.withLock { $0 } == [
          "nobody is signed in as \(name); 'gleaner accounts add mastodon \(name)' signs in"
        ])
      #expect(server.requests.isEmpty)
    }
  }
}
