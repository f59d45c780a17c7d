// Programs come in with a token in the field that no page of another site can set (RFC 6750, section 2.1).

package import FoundationEssentials
private import HTTP
package import Store

extension Doorkeeper {
  /// What says at a glance, and to those who look for lost secrets, what this is.
  private static let mark = "gleaner_"

  /// Makes a token of a name that is free: what the program is to bring, shown once; nil where the name is taken.
  package static func makeToken(
    named name: String, _ scopes: Set<TokenScope>, in database: Database, at now: Date,
    using generator: inout some RandomNumberGenerator
  ) async throws -> String? {
    let key = WebKey(using: &generator)
    let words = TokenScope.allCases.filter(scopes.contains).map(\.rawValue)
    let made = try await database.addToken(named: name, hash: key.hash, scopes: words, at: now)
    return made.map { _ in mark + key.text }
  }

  /// The program that asks; throws a 401 for a token that is none, and a 403 for one that may not.
  func program(_ request: WebRequest, needs scope: TokenScope) async throws -> Visitor {
    guard let key = Self.key(request.headers),
      let token = try await database.programToken(key.hash, at: request.now)
    else {
      throw Refusal(
        .unauthorized, "this token is not known, or was revoked",
        ["WWW-Authenticate": "\(Self.challenge), error=\"invalid_token\""])
    }
    let scopes = Set(token.scopes.compactMap(TokenScope.init(rawValue:)))
    guard scopes.contains(scope) else {
      throw Refusal(
        .forbidden, "this token may not do that: it needs the scope \(scope.rawValue)",
        [
          "WWW-Authenticate":
            "\(Self.challenge), error=\"insufficient_scope\", scope=\"\(scope.rawValue)\""
        ])
    }
    return .program(name: token.name, scopes: scopes)
  }

  /// How a program is told what to bring.
  static let challenge = "Bearer realm=\"gleaner\""

  private static func key(_ headers: Headers) -> WebKey? {
    let fields = headers.all("Authorization")
    guard fields.count == 1 else { return nil }
    let words = fields[0].split(separator: " ", omittingEmptySubsequences: true)
    guard words.count == 2, words[0].lowercased() == "bearer", words[1].hasPrefix(mark) else {
      return nil
    }
    return WebKey(String(words[1].dropFirst(mark.count)))
  }
}
