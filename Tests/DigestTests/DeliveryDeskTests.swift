// Every digest once on each way, whatever happens in between.

import Digest
import Feed
import Foundation
import HTTP
import Postgres
import Store
import Synchronization
import Taste
import TestSupport
import Testing

struct DeliveryDeskTests {
  private let now = EditionFixture.now

  private final class Postman: Sendable {
    let sent = Mutex<[Int64]>([])
    let ends: [Handover]

    init(_ ends: [Handover]) { self.ends = ends }

    var way: DeliveryWay {
      DeliveryWay(.mail, place: "robin@example.org") { edition in
        self.sent.withLock { sent in
          sent.append(edition.number)
          return self.ends[min(sent.count, self.ends.count) - 1]
        }
      }
    }

    var count: Int { sent.withLock(\.count) }
  }

  private func desk(_ database: Database, _ postman: Postman) -> DeliveryDesk {
    DeliveryDesk(
      composer: DigestComposer(
        database: database,
        settings: DigestSettings(person: "Robin", items: 4, timeZone: .gmt, model: "m")),
      ways: [postman.way])
  }

  private func record(_ database: Database) async throws {
    _ = try await database.addDigest(
      since: now, until: now, considered: 0, waiting: 0, more: 0, decidedUntil: 0, stories: [],
      reader: DigestReader(person: "Robin", timeZone: "GMT"))
  }

  @Test func `without a digest nothing is sent, and of each digest one mail`() async throws {
    try await TestStore.with { database, _ in
      let postman = Postman([.sent])
      #expect(try await desk(database, postman).deliver(at: now).isEmpty)
      try await record(database)
      let events = try await desk(database, postman).deliver(at: now)
      #expect(events.map(\.state) == [.sent])
      #expect(try await desk(database, postman).deliver(at: now + 60).isEmpty)
      try await record(database)
      _ = try await desk(database, postman).deliver(at: now + 120)
      #expect(postman.sent.withLock { $0 } == [1, 2])
    }
  }

  @Test func `what was surely not sent is tried again, later and later, and not for ever`()
    async throws
  {
    try await TestStore.with { database, _ in
      try await record(database)
      let postman = Postman([.unsent("busy", isLasting: false)])
      var at = now
      for _ in 0..<200 {
        _ = try await desk(database, postman).deliver(at: at)
        at += 300
      }
      #expect(postman.count >= 6 && postman.count <= 8)
    }
  }

  @Test func `what may have been sent is not sent again`() async throws {
    try await TestStore.with { database, _ in
      try await record(database)
      let postman = Postman([.unknown("cut"), .sent])
      #expect(try await desk(database, postman).deliver(at: now).map(\.state) == [.unknown])
      #expect(try await desk(database, postman).deliver(at: now + 7_200).isEmpty)
      #expect(postman.count == 1)
    }
  }

  @Test func `a kill between leaves a doubt, which is told once`() async throws {
    try await TestStore.with { database, pool in
      try await record(database)
      #expect(try await database.claimDelivery(1, .mail, at: now))
      let postman = Postman([.sent])
      #expect(try await desk(database, postman).deliver(at: now).isEmpty)
      try await pool.execute(
        "UPDATE deliveries SET begun_at = clock_timestamp() - interval '11 minutes'")
      let events = try await desk(database, postman).deliver(at: now)
      #expect(events.map(\.state) == [.unknown])
      #expect(try await desk(database, postman).deliver(at: now).isEmpty && postman.count == 0)
    }
  }

  @Test func `what was refused for good, turned off, or is old, is not sent`() async throws {
    try await TestStore.with { database, _ in
      try await record(database)
      let postman = Postman([.unsent("no such reader", isLasting: true), .sent])
      try await database.setDelivery(.mail, isOn: false, at: now)
      #expect(try await desk(database, postman).deliver(at: now).isEmpty)
      try await database.setDelivery(.mail, isOn: true, at: now)
      #expect(try await desk(database, postman).deliver(at: now + 90_000).isEmpty)
      #expect(try await desk(database, postman).deliver(at: now).map(\.state) == [.failed])
      #expect(try await desk(database, postman).deliver(at: now + 7_200).isEmpty)
      #expect(postman.count == 1)
    }
  }
}
