// All or nothing.

import TestSupport
import Testing

@testable import Postgres

struct TransactionTests {
  private struct Oops: Error {}

  private static let counters = TestDatabase("counters") { pool in
    try await pool.execute("CREATE TABLE t (x int8 UNIQUE)")
  }

  private static func count(_ pool: Pool) async throws -> Int {
    try await pool.query("SELECT count(*) AS n FROM t")[0].decode("n")
  }

  @Test func `what returns is committed`() async throws {
    try await Self.counters.with { pool in
      let value = try await pool.transaction { transaction in
        try await transaction.execute("INSERT INTO t VALUES (\(1))")
        return try await transaction.query("SELECT x FROM t")[0].decode("x", as: Int.self)
      }
      #expect(value == 1)
      #expect(try await Self.count(pool) == 1)
    }
  }

  @Test func `what throws is rolled back and throws the same`() async throws {
    try await Self.counters.with { pool in
      await #expect(throws: Oops.self) {
        try await pool.transaction { transaction in
          try await transaction.execute("INSERT INTO t VALUES (\(1))")
          throw Oops()
        }
      }
      let kept = try await Self.count(pool)
      #expect(kept == 0)
    }
  }

  @Test func `a failure that was swallowed is told at the end`() async throws {
    try await Self.counters.with { pool in
      let error = await #expect(throws: PostgresError.self) {
        try await pool.transaction { transaction in
          try await transaction.execute("INSERT INTO t VALUES (\(1))")
          _ = try? await transaction.execute("SELECT nonsense")
        }
      }
      #expect(error?.message.contains("nothing was committed") == true)
      let kept = try await Self.count(pool)
      #expect(kept == 0)
    }
  }

  @Test func `what is cancelled is rolled back, and the connection goes on`() async throws {
    try await Self.counters.with(maxConnections: 1) { pool in
      await withTaskGroup { group in
        let (steps, step) = AsyncStream.makeStream(of: Void.self)
        group.addTask {
          let error = await #expect(throws: PostgresError.self) {
            try await pool.transaction { transaction in
              try await transaction.execute("INSERT INTO t VALUES (\(1))")
              step.finish()
              try await transaction.execute("SELECT pg_sleep(30)")
            }
          }
          #expect(error?.code == .cancelled)
        }
        for await _ in steps {}
        group.cancelAll()
      }
      let kept = try await Self.count(pool)
      #expect(kept == 0)
    }
  }

  @Test func `a connection lost inside is told, and nothing is kept`() async throws {
    try await Self.counters.with { pool in
      let error = await #expect(throws: PostgresError.self) {
        try await pool.transaction { transaction in
          try await transaction.execute("INSERT INTO t VALUES (\(1))")
          try await transaction.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        }
      }
      #expect(error?.code == .unavailable)
      let kept = try await Self.count(pool)
      #expect(kept == 0)
    }
  }
}
