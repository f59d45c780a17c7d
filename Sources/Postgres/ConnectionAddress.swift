// Reads a connection string before libpq connects with it, because libpq's own complaints quote the string, password
// included.

internal import LibPQ

/// A connection string that libpq understands.
struct ConnectionAddress {
  private let text: String
  /// Empty when there is none.
  let password: String

  init(_ text: String) throws(PostgresError) {
    self.text = text
    let options = try Self.parse(text)
    password = options["password"] ?? ""
    let suspects = [options["host"], options["port"], options["dbname"]].compactMap(\.self)
    let port =
      options["port"].map { $0.split(separator: ",").allSatisfy { Int($0) != nil } } ?? true
    guard port, !suspects.contains(where: { $0.contains("@") }) else {
      throw PostgresError(
        .connect,
        "the address of the database is wrong: in a URL a password's @ : / and # are "
          + "written %40 %3A %2F and %23")
    }
  }

  private static func parse(_ text: String) throws(PostgresError) -> [String: String] {
    guard let list = unsafe PQconninfoParse(text, nil) else {
      throw PostgresError(
        .connect,
        "the address of the database cannot be read; expected "
          + "postgresql://user@host/database or host=… dbname=…")
    }
    defer { unsafe PQconninfoFree(list) }
    var found: [String: String] = [:]
    var option = unsafe list
    while let keyword = unsafe option.pointee.keyword {
      if let value = unsafe option.pointee.val {
        unsafe found[String(cString: keyword)] = String(cString: value)
      }
      unsafe option += 1
    }
    return found
  }

  /// What libpq is given: our defaults, then the string, which may override them.
  func options(_ settings: ConnectionSettings) -> ConnectionOptions {
    ConnectionOptions([
      ("fallback_application_name", settings.applicationName),
      ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
      ("tcp_user_timeout", "30000"),
      ("dbname", text),
      ("client_encoding", "UTF8"),
    ])
  }
}

/// Keywords and values in the form of two C arrays.
struct ConnectionOptions {
  private let pairs: [(String, String)]

  init(_ pairs: [(String, String)]) { self.pairs = pairs }

  /// Calls `body` with two null-terminated arrays that live as long as the call.
  func withPointers<Result>(
    _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>) -> Result
  ) -> Result {
    let keys = CStrings(pairs.map(\.0))
    let values = CStrings(pairs.map(\.1))
    return unsafe keys.withPointers { keys in
      unsafe values.withPointers { values in unsafe body(keys, values) }
    }
  }
}
