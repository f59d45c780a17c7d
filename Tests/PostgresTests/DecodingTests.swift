// Asking for the wrong thing names the column, its type and what was asked.

import Foundation
import TestSupport
import Testing

@testable import Postgres

struct DecodingTests {
  private static func failure<Value: Retrievable>(_ sql: SQL, _ type: Value.Type) async throws
    -> String
  {
    try await TestDatabase.empty.with { pool in
      let rows = try await pool.query(sql)
      let error = #expect(throws: PostgresError.self) { try rows[0].decode("x", as: type) }
      #expect(error?.code == .decode)
      return error?.message ?? ""
    }
  }

  @Test func `a wrong type is named`() async throws {
    #expect(
      try await Self.failure("SELECT 'a'::text x", Int.self)
        == "column x (text) cannot be read as Int")
    #expect(
      try await Self.failure("SELECT 1::int4 x", String.self)
        == "column x (int4) cannot be read as String")
    #expect(
      try await Self.failure("SELECT 1::numeric x", Double.self).contains("cast it to float8"))
    #expect(try await Self.failure("SELECT now() x", [Float].self).contains("timestamptz"))
    #expect(
      try await Self.failure("SELECT ARRAY[[1,2],[3,4]] x", [Int].self).contains("Array<Int>"))
  }

  @Test func `NULL needs an optional`() async throws {
    let message = try await Self.failure("SELECT NULL::int8 x", Int.self)
    #expect(message == "column x (int8) cannot be read as Int: it is NULL; decode an optional")
    #expect(try await Self.failure("SELECT ARRAY[1, NULL]::int8[] x", [Int].self).contains("NULL"))
  }

  @Test func `a number that does not fit is refused`() async throws {
    let message = try await Self.failure("SELECT 5000000000::int8 x", Int32.self)
    #expect(message == "column x (int8) cannot be read as Int32: 5000000000 does not fit")
  }

  @Test func `a missing column is named beside those that are there`() async throws {
    let message = try await Self.failure("SELECT 1 AS a, 2 AS b", Int.self)
    #expect(message == "the result has no column x; it has a, b")
  }

  @Test func `columns are found by position too`() async throws {
    try await TestDatabase.empty.with { pool in
      let row = try await pool.query("SELECT 1::int4, 2::int4")[0]
      #expect(try row.decode(1, as: Int.self) == 2)
      #expect(throws: PostgresError.self) { try row.decode(2, as: Int.self) }
      #expect(throws: PostgresError.self) { try row.decode(-1, as: Int.self) }
    }
  }

  @Test(
    arguments: [
      [], [0, 0, 0, 1], [0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 23],
      [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 23, 255, 255, 255, 255, 0, 0, 0, 1],
      [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 23, 127, 255, 255, 255, 0, 0, 0, 1, 0, 0, 0, 9, 1],
    ] as [[UInt8]])
  func `bytes that are no array are refused`(_ bytes: [UInt8]) {
    let cell = Cell(column: "x", type: TypeID.int4Array, bytes: bytes[...])
    #expect(throws: PostgresError.self) { try [Int].retrieve(cell) }
  }
}
