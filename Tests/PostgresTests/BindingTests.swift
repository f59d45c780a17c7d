// What is interpolated is bound: hostile text stays text, and every type comes back as it went.

import Foundation
import TestSupport
import Testing

@testable import Postgres

struct BindingTests {
  private static let hostile = [
    "'; DROP TABLE items; --", "\" OR 1=1", "$1", "\\'; \\", "a\nb\tc", "日本語 👩‍👩‍👧", "%s %d", "",
    "\u{1b}[31m", "{1,2}", "NULL", "E'\\x41'", "\u{feff}", String(repeating: "x", count: 1 << 20),
  ]

  @Test func `hostile text comes back as it went`() async throws {
    try await TestDatabase.empty.with { pool in
      for text in Self.hostile {
        let rows = try await pool.query("SELECT \(text) AS text, \([text, text]) AS texts")
        #expect(try rows[0].decode("text", as: String.self) == text)
        #expect(try rows[0].decode("texts", as: [String].self) == [text, text])
      }
    }
  }

  @Test func `U+0000 is stored as the replacement character and found again`() async throws {
    try await TestDatabase.empty.with { pool in
      try await pool.execute("CREATE TABLE t (x text)")
      try await pool.execute("INSERT INTO t VALUES (\("a\0b\0"))")
      let rows = try await pool.query("SELECT x FROM t WHERE x = \("a\0b\0")")
      #expect(try rows.map { try $0.decode("x", as: String.self) } == ["a\u{FFFD}b\u{FFFD}"])
    }
  }

  @Test func `scalars come back as they went`() async throws {
    try await TestDatabase.empty.with { pool in
      let bytes: [UInt8] = [0, 255, 10, 92]
      let row = try await pool.query(
        """
        SELECT \(true) a, \(Int.min) b, \(Int32.max) c, \(Int64.max) d, \(Double.pi) e, \(Float.pi) f, \(bytes) g,
          \([] as [UInt8]) h, \(Double.nan) i, \(-Double.infinity) j
        """)[0]
      #expect(try row.decode("a", as: Bool.self))
      #expect(try row.decode("b", as: Int.self) == .min)
      #expect(try row.decode("c", as: Int32.self) == .max)
      #expect(try row.decode("c", as: Int.self) == Int(Int32.max))
      #expect(try row.decode("d", as: Int64.self) == .max)
      #expect(try row.decode("e", as: Double.self) == .pi)
      #expect(try row.decode("f", as: Float.self) == .pi)
      #expect(try row.decode("g", as: [UInt8].self) == bytes)
      #expect(try row.decode("h", as: [UInt8].self) == [])
      #expect(try row.decode("i", as: Double.self).isNaN)
      #expect(try row.decode("j", as: Double.self) == -.infinity)
    }
  }

  @Test(arguments: [0.0, 0.000001, -0.000001, 786_000_000.123456, -3_000_000_000.654321, 1e10])
  func `dates keep their microseconds`(_ seconds: Double) async throws {
    let date = Date(timeIntervalSinceReferenceDate: seconds)
    try await TestDatabase.empty.with { pool in
      let row = try await pool.query(
        "SELECT \(date) d, \([date, date]) ds, to_char(\(date), 'US') us")[0]
      let back = try row.decode("d", as: Date.self)
      #expect(abs(back.timeIntervalSince(date)) < 0.0000005)
      #expect(try row.decode("ds", as: [Date].self) == [back, back])
    }
  }

  @Test func `dates agree with the server's reading of them`() async throws {
    try await TestDatabase.empty.with { pool in
      let date = Date(timeIntervalSince1970: 1_752_300_000.25)
      let row = try await pool.query(
        "SELECT extract(epoch FROM \(date))::float8 e, '2025-07-12 06:00:00.25Z'::timestamptz d, \(Date.distantFuture) f"
      )[0]
      #expect(try row.decode("e", as: Double.self) == 1_752_300_000.25)
      #expect(try row.decode("d", as: Date.self) == date)
      #expect(try row.decode("f", as: Date.self) == .distantFuture)
    }
  }

  @Test func `a date that is no number is refused before it is sent`() async throws {
    try await TestDatabase.empty.with { pool in
      let error = await #expect(throws: PostgresError.self) {
        try await pool.query("SELECT \(Date(timeIntervalSinceReferenceDate: .nan))")
      }
      #expect(error?.code == .decode)
    }
  }

  @Test func `arrays come back as they went`() async throws {
    try await TestDatabase.empty.with { pool in
      let row = try await pool.query(
        """
        SELECT \([1, 2, 3]) a, \(["x", nil, "z"] as [String?]) b, \([] as [Int]) c, \([true, false]) d,
          \([1.5, -2]) e, \([[1, 2], []] as [[UInt8]]) f, \([nil, Int64(7)] as [Int64?]) g, \([0.5, 1] as [Float]) h
        """)[0]
      #expect(try row.decode("a", as: [Int].self) == [1, 2, 3])
      #expect(try row.decode("b", as: [String?].self) == ["x", nil, "z"])
      #expect(try row.decode("c", as: [Int].self) == [])
      #expect(try row.decode("d", as: [Bool].self) == [true, false])
      #expect(try row.decode("e", as: [Double].self) == [1.5, -2])
      #expect(try row.decode("g", as: [Int64?].self) == [nil, 7])
      #expect(try row.decode("h", as: [Float].self) == [0.5, 1])
    }
  }

  @Test func `absent values are NULL and come back absent`() async throws {
    try await TestDatabase.empty.with { pool in
      let row = try await pool.query(
        "SELECT \(nil as Int?) a, \(nil as String?) b, \(nil as [String]?) c, \(nil as Date?) d, \(5 as Int?) e"
      )[0]
      #expect(try row.decode("a", as: Int?.self) == nil)
      #expect(try row.decode("b", as: String?.self) == nil)
      #expect(try row.decode("c", as: [String]?.self) == nil)
      #expect(try row.decode("d", as: Date?.self) == nil)
      #expect(try row.decode("e", as: Int?.self) == 5)
    }
  }

  @Test func `vectors are stored and compared`() async throws {
    try await TestDatabase.empty.with { pool in
      try await pool.execute("CREATE TABLE v (id int8, e halfvec(3), f vector(3))")
      let vectors = [HalfVector([1, 0, -0.5]), HalfVector([0, 1, 65504])]
      try await pool.execute(
        "INSERT INTO v SELECT i, e, e::vector FROM UNNEST(\([1, 2]), \(vectors)) AS u(i, e)")
      let rows = try await pool.query(
        "SELECT e, f, e <=> \(vectors[0]) AS distance FROM v ORDER BY e <=> \(vectors[0])")
      #expect(try rows[0].decode("e", as: [Float].self) == [1, 0, -0.5])
      #expect(try rows[1].decode("f", as: [Float].self) == [0, 1, 65504])
      #expect(try rows[0].decode("distance", as: Double.self) == 0)
      let none = try await pool.query("SELECT \(nil as HalfVector?) AS e")
      #expect(try none[0].decode("e", as: [Float]?.self) == nil)
    }
  }

  @Test func `json, enums and names are read as strings`() async throws {
    try await TestDatabase.empty.with { pool in
      try await pool.execute("CREATE TYPE mood AS ENUM ('keep', 'skip')")
      let row = try await pool.query(
        #"SELECT \#(#"{"a": 1}"#)::jsonb a, '[1]'::json b, 'keep'::mood c, 'x'::name d, \#("skip")::mood e"#
      )[0]
      #expect(try row.decode("a", as: String.self) == #"{"a": 1}"#)
      #expect(try row.decode("b", as: String.self) == "[1]")
      #expect(try row.decode("c", as: String.self) == "keep")
      #expect(try row.decode("d", as: String.self) == "x")
      #expect(try row.decode("e", as: String.self) == "skip")
    }
  }
}
