// The pool and its sessions against a real server: limits, cancellation, lost connections.

import Foundation
import TestSupport
import Testing

@testable import Postgres

struct PoolTests {
  @Test func `many callers share few connections`() async throws {
    try await TestDatabase.empty.with(maxConnections: 3) { pool in
      let pids = try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<60 {
          group.addTask {
            let row = try await pool.query("SELECT pg_backend_pid() AS pid, \(number) AS n")[0]
            #expect(try row.decode("n", as: Int.self) == number)
            return try row.decode("pid", as: Int.self)
          }
        }
        return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
      }
      #expect(pids.count <= 3)
    }
  }

  @Test func `affected rows are counted`() async throws {
    try await TestDatabase.empty.with { pool in
      try await pool.execute("CREATE TABLE t (x int8)")
      #expect(try await pool.execute("INSERT INTO t SELECT * FROM UNNEST(\([1, 2, 3]))") == 3)
      #expect(try await pool.execute("UPDATE t SET x = x + 1 WHERE x > \(1)") == 2)
      #expect(try await pool.execute("DELETE FROM t") == 3)
    }
  }

  @Test func `an error of the server is told with its state and without values`() async throws {
    try await TestDatabase.empty.with { pool in
      try await pool.execute("CREATE TABLE t (x text PRIMARY KEY)")
      try await pool.execute("INSERT INTO t VALUES (\("secret"))")
      let error = await #expect(throws: PostgresError.self) {
        try await pool.execute("INSERT INTO t VALUES (\("secret"))")
      }
      #expect(error?.isUniqueViolation == true)
      #expect(error?.context == "INSERT INTO t VALUES ($1)")
      #expect(error?.description.contains("secret") == false)
    }
  }

  @Test func `a cancelled task cancels its statement on the server`() async throws {
    try await TestDatabase.empty.with(maxConnections: 2) { pool in
      let clock = ContinuousClock()
      let start = clock.now
      await withTaskGroup { group in
        group.addTask {
          let error = await #expect(throws: PostgresError.self) {
            try await pool.query("SELECT pg_sleep(30)")
          }
          #expect(error?.code == .cancelled)
        }
        while await (try? Self.sleepers(pool)) != 1 {}
        group.cancelAll()
      }
      #expect(clock.now - start < .seconds(10))
      let left = try await Self.sleepers(pool)
      #expect(left == 0)
    }
  }

  private static func sleepers(_ pool: Pool) async throws -> Int {
    try await pool.query(
      """
      SELECT count(*) AS n FROM pg_stat_activity
      WHERE datname = current_database() AND query LIKE 'SELECT pg_sleep%' AND state = 'active'
      """)[0].decode("n")
  }

  @Test func `a cancelled task does not wait for a connection`() async throws {
    try await TestDatabase.empty.with(maxConnections: 1) { pool in
      try await pool.withSession { session in
        await withTaskGroup { group in
          group.addTask {
            let error = await #expect(throws: PostgresError.self) {
              try await pool.query("SELECT 1")
            }
            #expect(error?.code == .cancelled)
          }
          group.cancelAll()
        }
        try await session.execute("SELECT 1")
      }
    }
  }

  @Test func `a statement that takes too long is ended`() async throws {
    try await TestDatabase.empty.with { pool in
      var settings = pool.settings
      settings.statementTimeout = .milliseconds(50)
      let hasty = Pool(settings, maxConnections: 1)
      let error = await #expect(throws: PostgresError.self) {
        try await hasty.query("SELECT pg_sleep(30)")
      }
      #expect(error?.code == .query && error?.sqlState == "57014")
      let rows = try await hasty.query("SELECT 1").count
      #expect(rows == 1)
      await hasty.close()
    }
  }

  @Test func `a killed connection is told and replaced`() async throws {
    try await TestDatabase.empty.with(maxConnections: 2) { pool in
      let error = await #expect(throws: PostgresError.self) {
        try await pool.query("SELECT pg_terminate_backend(pg_backend_pid())")
      }
      #expect(error?.code == .unavailable)
      let rows = try await pool.query("SELECT 1").count
      #expect(rows == 1)
    }
  }

  @Test func `a connection killed while idle is replaced unnoticed`() async throws {
    try await TestDatabase.empty.with(maxConnections: 2) { pool in
      try await pool.withSession { session in
        let victim: Int = try await pool.query("SELECT pg_backend_pid() AS pid")[0].decode("pid")
        try await session.execute("SELECT pg_terminate_backend(\(Int32(victim)), 5000)")
        let fresh: Int = try await pool.query("SELECT pg_backend_pid() AS pid")[0].decode("pid")
        #expect(fresh != victim)
      }
    }
  }

  @Test func `a transaction left open in a session is rolled back`() async throws {
    try await TestDatabase.empty.with(maxConnections: 1) { pool in
      try await pool.execute("CREATE TABLE t (x int8)")
      try await pool.withSession { session in
        try await session.execute("BEGIN")
        try await session.execute("INSERT INTO t VALUES (\(1))")
      }
      #expect(try await pool.query("SELECT x FROM t").isEmpty)
    }
  }

  @Test func `closing waits for what is lent and refuses what is new`() async throws {
    try await TestDatabase.empty.with(maxConnections: 2) { pool in
      let other = Pool(pool.settings, maxConnections: 2)
      try await other.execute("SELECT 1")
      async let slow = other.query("SELECT pg_sleep(0.1), 7 AS x")
      while other.leasedCount == 0 { await Task.yield() }
      await other.close()
      #expect(try await slow[0].decode("x", as: Int.self) == 7)
      let error = await #expect(throws: PostgresError.self) { try await other.query("SELECT 1") }
      #expect(error?.code == .closed)
    }
  }

  @Test func `too many callers are refused`() async throws {
    try await TestDatabase.empty.with { pool in
      let narrow = Pool(pool.settings, maxConnections: 1, maxWaiters: 0)
      try await narrow.withSession { _ in
        let error = await #expect(throws: PostgresError.self) { try await narrow.query("SELECT 1") }
        #expect(error?.code == .unavailable)
      }
      await narrow.close()
    }
  }

  @Test func `copying is refused and the pool goes on`() async throws {
    try await TestDatabase.empty.with(maxConnections: 1) { pool in
      await #expect(throws: PostgresError.self) {
        try await pool.query("COPY (SELECT 1) TO STDOUT")
      }
      let rows = try await pool.query("SELECT 1").count
      #expect(rows == 1)
    }
  }

  @Test func `an empty statement and one with U+0000 are refused`() async throws {
    try await TestDatabase.empty.with(maxConnections: 1) { pool in
      await #expect(throws: PostgresError.self) { try await pool.query("") }
      await #expect(throws: PostgresError.self) {
        try await pool.query("SELECT \(unescaped: "1\0")")
      }
      let rows = try await pool.query("SELECT 1").count
      #expect(rows == 1)
    }
  }
}
