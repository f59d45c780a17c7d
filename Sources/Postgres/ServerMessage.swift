// Reading what the server and libpq say about a failure.

internal import LibPQ

/// Turns the server's reports into ours.
enum ServerMessage {
  /// The kind of failure behind an SQLSTATE (PostgreSQL documentation, appendix A).
  static func code(_ state: String?, stopped: Bool, lost: Bool) -> PostgresError.Code {
    guard let state else { return lost ? .unavailable : .query }
    if state == "57014" && stopped { return .cancelled }
    // Connection exceptions; too many connections; shut down, crashed, cannot connect now.
    let away = state.hasPrefix("08") || state == "53300" || state.hasPrefix("57P")
    return away || lost ? .unavailable : .query
  }

  /// One line, without the password.
  static func tidy(_ message: String, hiding password: String) -> String {
    let line = message.split(whereSeparator: \.isNewline)
      .map { $0.drop { $0 == " " || $0 == "\t" } }.joined(separator: " ")
    guard !password.isEmpty else { return line }
    return line.split(separator: password, omittingEmptySubsequences: false).joined(separator: "…")
  }

  /// A field of an error report, by its letter in the protocol (C: SQLSTATE, M: message, H: hint).
  @safe static func field(_ result: OpaquePointer, _ letter: Unicode.Scalar) -> String? {
    unsafe PQresultErrorField(result, Int32(letter.value)).map { unsafe String(cString: $0) }
  }
}
