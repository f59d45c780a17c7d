// Broken JSON, with the place: rows come from other programs, and "line 3, column 7" is what finds the culprit.

/// Bytes that are no JSON.
package struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Counts from 1.
  package let line: Int
  /// Counts from 1, in characters (Unicode scalars).
  package let column: Int
  /// What was expected, or what is wrong.
  package let message: String

  package init(line: Int, column: Int, message: String) {
    self.line = line
    self.column = column
    self.message = message
  }

  package var description: String { "line \(line), column \(column): \(message)" }
}
