// Wrong usage: the one error that is always the caller's, so it ends the program with 2 and names the remedy.

/// A command line that cannot be carried out as written.
package struct UsageError: Error, Sendable, Hashable, CustomStringConvertible {
  /// One line: what is wrong and what would be right.
  package let message: String

  package init(_ message: String) {
    self.message = message
  }

  package var description: String { message }
}
