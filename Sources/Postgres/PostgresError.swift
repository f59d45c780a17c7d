// What can go wrong between us and PostgreSQL, in one shape. Messages never carry a password or a bound value.

/// A failure of the database, with what the server said.
package struct PostgresError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it is; each kind asks for another answer.
  package enum Code: String, Sendable {
    /// No connection could be made: wrong address, refused, not admitted.
    case connect
    /// The server refused the statement, or ended it because it took too long.
    case query
    /// A value is not of the type that was asked for, or cannot be sent.
    case decode
    /// The task was cancelled; the statement was cancelled on the server too.
    case cancelled
    /// The pool or the session was closed before.
    case closed
    /// The connection was lost, or no connection came free: trying again later may help.
    case unavailable
    /// The recorded migrations and those of this program contradict each other.
    case migration
  }

  package let code: Code
  package let message: String
  /// What was being done, such as the text of the statement without its values.
  package let context: String?
  /// The five characters of the SQL standard, such as `23505` for a broken unique key.
  package let sqlState: String?
  package let cause: (any Error)?

  package init(
    _ code: Code, _ message: String, context: String? = nil, sqlState: String? = nil,
    cause: (any Error)? = nil
  ) {
    self.code = code
    self.message = message
    self.context = context
    self.sqlState = sqlState
    self.cause = cause
  }

  package var description: String {
    if sqlState == "53100" {
      return
        "database: its disk is full (\(message)): free some space and run again; nothing is lost"
    }
    let state = sqlState.map { " [\($0)]" } ?? ""
    let place = context.map { " (\($0))" } ?? ""
    return "database: \(message)\(state)\(place)"
  }

  /// Whether the same may well succeed in a moment: the server went away, is starting, or had two transactions in each
  /// other's way.
  package var isPassing: Bool {
    // Serialization failure and deadlock (PostgreSQL manual, appendix A).
    code == .unavailable || code == .connect || sqlState == "40001" || sqlState == "40P01"
  }

  /// Whether the values themselves were refused, so that the same will never succeed: data exceptions, broken
  /// constraints and limits that were exceeded (PostgreSQL manual, appendix A, classes 22, 23 and 54).
  package var isAboutValues: Bool {
    guard code == .query, let state = sqlState else { return false }
    return ["22", "23", "54"].contains(state.prefix(2))
  }

  /// Whether the statement broke a unique key.
  package var isUniqueViolation: Bool { sqlState == "23505" }
}
