// `postgresql://user@host/database/TABLE`: the address of a table of somebody else's. The part behind the database is
// ours; what is left is libpq's, and may hold a password, so it is never shown.

import Feed

/// An address that names a table.
package struct ForeignAddress: Sendable {
  /// What libpq is given.
  let connection: String
  /// Schema and table, or the table alone.
  let table: [String]
  /// Host, database and table, without user, password and options.
  package let shown: String

  /// Whether a word is the address of a database rather than a path.
  package static func isLikely(_ text: String) -> Bool {
    ["postgresql://", "postgres://"].contains { text.lowercased().hasPrefix($0) }
  }

  /// Reads an address; throws ``ForeignAddressError`` where it names no table.
  package init(_ text: String) throws(ForeignAddressError) {
    guard Self.isLikely(text), let scheme = text.firstRange(of: "://") else {
      throw ForeignAddressError("begins with no postgresql://")
    }
    let rest = text[scheme.upperBound...]
    let query = rest.firstIndex(of: "?") ?? rest.endIndex
    let parts = rest[..<query].split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[1].isEmpty, !parts[2].isEmpty else {
      throw ForeignAddressError(
        parts.count > 3 ? "has more than a database and a table" : "names no table")
    }
    // A dot that belongs to a name is written %2E.
    let names = parts[2].split(separator: ".", omittingEmptySubsequences: false).map {
      String(decoding: PercentEncoding.decoded($0), as: UTF8.self)
    }
    guard names.count <= 2, !names.contains("") else {
      throw ForeignAddressError("the table is named TABLE or SCHEMA.TABLE")
    }
    connection = "\(text[..<scheme.upperBound])\(parts[0])/\(parts[1])\(rest[query...])"
    table = names
    let host = parts[0].split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    shown = "postgresql://\(host)/\(parts[1])/\(parts[2])"
  }
}

/// An address that cannot be used; its text is not repeated, for it may hold a password.
package struct ForeignAddressError: Error, Sendable, CustomStringConvertible {
  package let description: String

  init(_ what: String) {
    description =
      "the address of the table \(what): expected postgresql://user@host/database/TABLE or …/SCHEMA.TABLE"
  }
}
