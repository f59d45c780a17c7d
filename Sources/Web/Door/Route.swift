// What can be asked for, as a list: every page and call of the API is one line of it, with who may.

package import HTTP

/// Who may ask for something.
package enum RouteAccess: Sendable, Hashable {
  /// Everybody: nothing of the person's is told.
  case open
  /// Whoever has signed in, from a page of ours.
  case session
  /// A program with a token that has this scope; pages of ours too.
  case token(TokenScope)
}

/// What a token lets a program do.
package enum TokenScope: String, Sendable, Hashable, CaseIterable {
  /// See everything that pages show.
  case read
  /// Answer questions, vote, put off.
  case review
  /// Approve, reject and undo actions.
  case act
  /// Everything else: sources, wishes, tokens.
  case admin
}

/// One kind of request and what answers it.
package struct Route: Sendable {
  package typealias Handler = @Sendable (Visit) async throws -> ServerResponse

  package let method: String
  /// The path, its variable parts in braces: `/items/{item}`.
  package let pattern: String
  package let access: RouteAccess
  package let handler: Handler
  let parts: [String]

  package init(
    _ method: String, _ pattern: String, _ access: RouteAccess = .session,
    _ handler: @escaping Handler
  ) {
    self.method = method
    self.pattern = pattern
    self.access = access
    self.handler = handler
    parts = pattern.split(separator: "/").map(String.init)
  }

  /// A path as it may be logged: of the variable parts only numbers, since some are secrets.
  func shown(_ path: [String]) -> String {
    zip(parts, path).map { part, given in
      let isNumber = given.utf8.allSatisfy { (0x30...0x39).contains($0) }
      return part.hasPrefix("{") && !isNumber ? part : given
    }
    .reduce("") { "\($0)/\($1)" }
  }

  /// The variable parts of a path; nil where it is not this route's.
  func match(_ path: [String]) -> [String: String]? {
    guard path.count == parts.count else { return nil }
    var values: [String: String] = [:]
    for (part, given) in zip(parts, path) {
      if part.hasPrefix("{"), part.hasSuffix("}") {
        values[String(part.dropFirst().dropLast())] = given
      } else if part != given {
        return nil
      }
    }
    return values
  }
}
