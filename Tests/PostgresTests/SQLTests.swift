// How a statement is put together, without a server.

import Testing

@testable import Postgres

struct SQLTests {
  @Test func `values become numbered places`() {
    let sql: SQL = "SELECT \(1), \("two") WHERE \(true)"
    #expect(sql.text == "SELECT $1, $2 WHERE $3")
    #expect(sql.parameters == [1.parameter, "two".parameter, true.parameter])
  }

  @Test func `fragments bring their values along`() {
    let condition: SQL = "a = \(1) AND b = \(2)"
    let sql: SQL = "SELECT * FROM t WHERE x = \(0) AND (\(condition)) LIMIT \(3)"
    #expect(sql.text == "SELECT * FROM t WHERE x = $1 AND (a = $2 AND b = $3) LIMIT $4")
    #expect(sql.parameters == [0, 1, 2, 3].map(\.parameter))
  }

  @Test func `joining numbers through`() {
    let parts: [SQL] = ["a = \(1)", "b = \(2)", "c IS NULL"]
    #expect(SQL.join(parts, separator: " AND ").text == "a = $1 AND b = $2 AND c IS NULL")
    #expect(SQL.join([], separator: ", ").text == "")
    #expect(("x = \(1)" + " OR y = \(2)" as SQL).text == "x = $1 OR y = $2")
  }

  @Test(arguments: [
    ("plain", "\"plain\""), ("a\"b", "\"a\"\"b\""), ("\"", "\"\"\"\""), ("x; DROP", "\"x; DROP\""),
  ])
  func `names are quoted`(_ name: String, _ quoted: String) {
    #expect(("\(identifier: name)" as SQL).text == quoted)
  }

  @Test func `a statement shows no values`() {
    let sql: SQL = "SELECT \("secret")"
    #expect("\(sql)" == "SELECT $1")
  }

  @Test func `text is inserted only where it is written out`() {
    #expect(("ORDER BY \(unescaped: "score DESC")" as SQL).text == "ORDER BY score DESC")
  }

  @Test func `absent values keep their type`() {
    #expect((nil as Int?).parameter == Parameter(TypeID.int8, nil))
    #expect((nil as String?).parameter == Parameter(TypeID.text, nil))
    #expect((nil as [Int]?).parameter == Parameter(TypeID.int8Array, nil))
  }
}
