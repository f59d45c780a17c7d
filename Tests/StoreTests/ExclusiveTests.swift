// One at a time: processes that do not know of each other, and a database that goes away under them.

import Postgres
import Store
import Synchronization
import TestSupport
import Testing

struct ExclusiveTests {
  /// What happened, in its order.
  private final class Diary: Sendable {
    let lines = Mutex<[String]>([])

    func note(_ line: String) { lines.withLock { $0.append(line) } }
  }

  @Test func `a second one waits for the first, and is told for whom`() async throws {
    try await TestStore.with { database, pool in
      let diary = Diary()
      let (hasWaited, waits) = AsyncStream<Void>.makeStream()
      let second = try await database.exclusively(.run) {
        let second = Task {
          try await database.exclusively(
            .run,
            onWait: { other in
              diary.note("waits for \(other.holder?.name ?? "nobody")")
              waits.yield()
            }, { diary.note("second") })
        }
        for await _ in hasWaited { break }
        diary.note("first")
        return second
      }
      try await second.value
      let lines = diary.lines.withLock { $0 }
      #expect(lines == ["waits for \(pool.settings.applicationName)", "first", "second"])
    }
  }

  @Test func `who does not want to wait is told at once`() async throws {
    try await TestStore.with { database, _ in
      try await database.exclusively(.worker) {
        await #expect(throws: AlreadyAtWork.self) {
          try await database.exclusively(.worker) {}
        }
        // Another piece of work is free.
        try await database.exclusively(.run) {}
      }
      try await database.exclusively(.worker) {}
    }
  }

  @Test func `a statement whose connection is cut is tried again`() async throws {
    try await TestStore.with { _, pool in
      let losses = Mutex(0)
      let ground = PatientGround(pool, onLoss: { _ in losses.withLock { $0 += 1 } })
      let answers = try await withThrowingTaskGroup(of: Int.self) { group in
        group.addTask {
          let rows = try await ground.query("SELECT count(*) AS n FROM pg_sleep(0.2)")
          return try rows.first?.decode("n", as: Int.self) ?? 0
        }
        group.addTask { try await Self.cutSleepers(pool) }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(answers.contains(1))
      #expect(losses.withLock { $0 } == 1)
    }
  }

  @Test func `a transaction that was cut is done again as a whole`() async throws {
    try await TestStore.with { database, pool in
      let tries = Mutex(0)
      let ground = PatientGround(pool)
      try await ground.transaction { transaction in
        let attempt = tries.withLock {
          $0 += 1
          return $0
        }
        try await transaction.execute(
          "INSERT INTO runs (domain_time) VALUES (now())")
        if attempt == 1 {
          let own = try await transaction.query("SELECT pg_backend_pid() AS pid")[0]
          try await pool.execute(
            "SELECT pg_terminate_backend(\(try own.decode("pid", as: Int.self))::integer)")
          try await transaction.execute("SELECT 1")
        }
      }
      let rows = try await pool.query("SELECT count(*) AS n FROM runs")
      #expect(try rows[0].decode("n", as: Int.self) == 1)
      #expect(tries.withLock { $0 } == 2)
    }
  }

  @Test func `a database that stays away is given up, with the reason why it cannot be started`()
    async throws
  {
    struct NoRoom: Error, CustomStringConvertible { let description = "no room" }
    let pool = Pool(ConnectionSettings("host=/nonexistent dbname=none"))
    let ground = PatientGround(pool, revive: { throw NoRoom() })
    let error = await #expect(throws: PostgresError.self) { try await ground.execute("SELECT 1") }
    #expect(error?.message.contains("no room") == true)
    let impatient = PatientGround(pool, limit: .milliseconds(10))
    await #expect(throws: PostgresError.self) { try await impatient.execute("SELECT 1") }
    await pool.close()
  }

  /// Ends the connections that sleep, as soon as there are any; gives 0.
  private static func cutSleepers(_ pool: Pool) async throws -> Int {
    for _ in 0..<10_000 {
      let cut = try await pool.query(
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND state = 'active' AND wait_event = 'PgSleep'
        """)
      if !cut.isEmpty { break }
    }
    return 0
  }
}
