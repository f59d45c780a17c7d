// What is interpolated is bound. Hostile text stays text.

import Foundation
import Postgres
import TestSupport
import Testing

struct BindingTests {
  @Test(arguments: [
    "'; DROP TABLE items; --", "\" OR 1=1", "$1", "\\'; \\", "a\nb\tc", "日本語 👩‍👩‍👧", "%s %d", "",
    "\u{1b}[31m", "{1,2}", "NULL", "E'\\x41'",
  ])
  func `hostile text comes back as it went`(_ text: String) async throws {
    try await TestDatabase.empty.with { pool in
      let rows = try await pool.query("SELECT \(text) AS text, \([text, text]) AS texts")
      #expect(try rows[0].decode("text", as: String.self) == text)
      #expect(try rows[0].decode("texts", as: [String].self) == [text, text])
    }
  }
}
