// What is taken back on X goes here too, within a day and the day's money; and what a timeline knows of its posts.

import Feed
import Foundation
import HTTP
import Pipeline
import Postgres
import Social
import Store
import Synchronization
import TestSupport
import Testing

@Suite struct WithdrawnPostTests {
  private static let token = "token-5f0c2a7e91d84b63"

  private func lines(_ server: ScriptedServer) -> AccountLines {
    let wire = WireLine(Client(Client.Settings(userAgent: "Gleaner/test")), allowPrivate: true)
    return { source in
      guard let place = source.timeline else { throw CocoaError(.formatting) }
      return AccountLine(
        place.account, server: "http://127.0.0.1:\(server.port)", who: "42"
      ) { try await wire.send($0) }
    }
  }

  private func source(_ name: String, server: String? = nil) throws -> Source {
    Source(TimelinePlace(try #require(AccountName(name)), server: server))
  }

  @Test func `what is gone on X is gone here the next day, and is asked about once a day`()
    async throws
  {
    let gone = Mutex<Set<String>>([])
    let server = try ScriptedServer { request in
      guard request.path.hasPrefix("/2/tweets") else {
        let posts = (1...6).map { #"{"id":"\#($0)","text":"Post number \#($0)","author_id":"7"}"# }
        return .answer(
          200, #"{"data":[\#(posts.joined(separator: ","))],"meta":{"result_count":6}}"#)
      }
      let lost = gone.withLock { $0 }
      let data = (1...6).filter { !lost.contains("\($0)") }.map { #"{"id":"\#($0)"}"# }
      let errors = lost.sorted().map {
        #"{"value":"\#($0)","parameter":"ids","type":"https://api.twitter.com/2/problems/resource-not-found"}"#
      }
      return .answer(
        200,
        #"{"data":[\#(data.joined(separator: ","))],"errors":[\#(errors.joined(separator: ","))]}"#)
    }
    defer { server.close() }
    try await Bench.with { bench in
      bench.sources = [try source("ada@x.com")]
      bench.accounts = lines(server)
      #expect(try await bench.run(until: .admit).added == 6)
      func asked() -> Int { server.requests.count { $0.path.hasPrefix("/2/tweets?ids") } }
      #expect(asked() == 0)
      // Nobody reads the timeline any more; its posts are asked about all the same.
      bench.sources = []
      gone.withLock { $0 = ["3"] }
      bench.now += 3_600
      #expect(try await bench.run(until: .admit).withdrawn == 0)
      #expect(asked() == 0)
      bench.now += 86_400
      #expect(try await bench.rehearse().withdrawn == 0)
      #expect(asked() == 0)
      #expect(try await bench.run(until: .admit).withdrawn == 1)
      #expect(asked() == 1)
      #expect(try await bench.run(until: .admit).withdrawn == 0)
      #expect(asked() == 1)
      let rows = try await bench.pool.query("SELECT text FROM items ORDER BY text")
      #expect(try rows.map { try $0.decode("text", as: String.self) }.filter(\.isEmpty).count == 1)
      #expect(try await bench.database.items(ItemQuery()).count == 5)
    }
  }

  private static func status(_ id: Int, booster: String? = nil, text: String = "Words") -> String {
    let post =
      #"{"id":"\#(id)","uri":"https://a.example/s/\#(id)","url":"https://a.example/@ann/\#(id)","created_at":"2026-01-20T07:00:00.000Z","content":"<p>\#(text) \#(id)</p>","visibility":"public","favourites_count":4,"in_reply_to_id":"9","in_reply_to_account_id":"8","media_attachments":[{"id":"1","type":"image","url":"https://a.example/cat.png","description":"A cat"}],"account":{"id":"7","acct":"ann","username":"ann","display_name":"Ann","url":"https://a.example/@ann"}}"#
    guard let booster else { return post }
    return
      #"{"id":"\#(id)00\#(booster.count)","uri":"x","created_at":"2026-01-20T07:30:00.000Z","content":"","account":{"id":"\#(booster)","acct":"\#(booster)","username":"\#(booster)","display_name":"\#(booster)","url":"https://a.example/@\#(booster)"},"reblog":\#(post)}"#
  }

  @Test func `all who brought a post are known, what it shows too, and an edit is taken over`()
    async throws
  {
    let pages = Mutex<[String]>([
      "[\(Self.status(5, booster: "Bob")),\(Self.status(5, booster: "Cynthia")),\(Self.status(6))]"
    ])
    let server = try ScriptedServer { _ in
      .answer(200, pages.withLock { $0.isEmpty ? "[]" : $0.removeFirst() })
    }
    defer { server.close() }
    try await Bench.with { bench in
      bench.sources = [try source("ada@a.example", server: "https://a.example")]
      bench.accounts = lines(server)
      #expect(try await bench.run(until: .admit).added == 2)
      let items = try await bench.database.items(ItemQuery())
      #expect(items.map(\.sourceName) == ["Home of ada@a.example", "Home of ada@a.example"])
      let item = try #require(items.first { $0.text.contains("5") })
      let context = try #require(try await bench.database.contexts(of: [item.id])[item.id])
      #expect(context.boosts.compactMap(\.by.name).sorted() == ["Bob", "Cynthia"])
      #expect(context.media.first?.alt == "A cat" && context.engagement.likes == 4)
      #expect(context.replyTo?.id == "9")

      pages.withLock {
        $0 = ["[\(Self.status(5, booster: "Dan", text: "Other words about cake"))]"]
      }
      bench.now += 86_400
      let second = try await bench.run(until: .admit)
      #expect(second.added == 0 && second.changed == 1)
      let after = try #require(try await bench.database.item(item.id))
      #expect(after.text.contains("Other words about cake 5"))
      let names = try await bench.database.contexts(of: [item.id])[item.id]?.boosts
      #expect(Set(names?.compactMap(\.by.name) ?? []) == ["Bob", "Cynthia", "Dan"])
    }
  }

  @Test func `posts that make no sense are told where broken feeds are`() async throws {
    let server = try ScriptedServer { _ in .answer(200, "[\(Self.status(5)),{\"id\":7}]") }
    defer { server.close() }
    try await Bench.with { bench in
      bench.sources = [try source("ada@a.example", server: "https://a.example")]
      bench.accounts = lines(server)
      let told = Mutex<[String]>([])
      let report = try await bench.run(until: .admit) { event in
        if case .sourceFailed(let source, let why, let cause) = event {
          told.withLock { $0.append("\(source): \(why) (\(cause))") }
        }
      }
      #expect(report.added == 1 && report.failed == 1)
      #expect(
        told.withLock { $0 } == [
          "Home of ada@a.example: 1 of 2 posts make no sense (brokenFeed)"
        ])
    }
  }
}
