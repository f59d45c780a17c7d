// The schema grows in order, once, and never in two versions.

import TestSupport
import Testing

@testable import Postgres

struct MigratorTests {
  private static let one = Migration(
    1, "items", "CREATE TABLE items (id int8); CREATE INDEX ON items (id)")
  private static let two = Migration(2, "titles", "ALTER TABLE items ADD title text")

  @Test func `migrations run in order and once`() async throws {
    try await TestDatabase.empty.with { pool in
      let first = try await Migrator([Self.one]).migrate(pool)
      #expect(first == [1])
      let second = try await Migrator([Self.one, Self.two]).migrate(pool)
      #expect(second == [2])
      let third = try await Migrator([Self.one, Self.two]).migrate(pool)
      #expect(third == [])
      let inserted = try await pool.execute("INSERT INTO items (id, title) VALUES (\(1), \("x"))")
      #expect(inserted == 1)
    }
  }

  @Test func `two that start together do the work once`() async throws {
    try await TestDatabase.empty.with { pool in
      let migrator = try Migrator([Self.one, Self.two])
      async let first = migrator.migrate(pool)
      async let second = migrator.migrate(pool)
      let both = try await first + second
      #expect(both.sorted() == [1, 2])
    }
  }

  @Test func `a changed migration is refused by name, an indented one is not`() async throws {
    try await TestDatabase.empty.with { pool in
      try await Migrator([Self.one]).migrate(pool)
      try await Migrator([Migration(1, "items", "\n   \(Self.one.statements)  \n")]).migrate(pool)
      let changed = Migration(1, "items", "CREATE TABLE items (id int4)")
      let error = await #expect(throws: PostgresError.self) {
        try await Migrator([changed]).migrate(pool)
      }
      #expect(error?.code == .migration)
      #expect(error?.message.hasPrefix("migration 1 (items) is not the one that ran") == true)
    }
  }

  @Test func `a newer database is refused by name`() async throws {
    try await TestDatabase.empty.with { pool in
      try await Migrator([Self.one, Self.two]).migrate(pool)
      let error = await #expect(throws: PostgresError.self) {
        try await Migrator([Self.one]).migrate(pool)
      }
      #expect(
        error?.message.contains(
          "has migration 2 (titles), which this version of gleaner does not know") == true)
    }
  }

  @Test func `a migration that fails leaves nothing behind`() async throws {
    try await TestDatabase.empty.with { pool in
      let broken = Migration(2, "broken", "CREATE TABLE half (x int8); SELECT nonsense")
      let error = await #expect(throws: PostgresError.self) {
        try await Migrator([Self.one, broken]).migrate(pool)
      }
      #expect(error?.message.contains("migration 2 (broken) failed") == true)
      let isGone = try await pool.query("SELECT to_regclass('half') IS NULL AS x")[0].decode(
        "x", as: Bool.self)
      #expect(isGone)
      let after = try await Migrator([Self.one, Self.two]).migrate(pool)
      #expect(after == [2])
    }
  }

  @Test func `gaps are refused`() {
    #expect(throws: PostgresError.self) { try Migrator([Self.two]) }
    #expect(throws: PostgresError.self) { try Migrator([Self.one, Self.one]) }
  }
}
