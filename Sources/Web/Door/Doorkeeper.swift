// Who comes in. Before any page is asked: the host has to be ours, the method has to come from a page of ours, and the
// session has to be known.

private import Crypto
package import FoundationEssentials
package import HTTP
package import Store

/// Admits requests.
package struct Doorkeeper: Sendable {
  /// How long a session goes on after it was last used.
  static let sessionAge: TimeInterval = 30 * 86_400

  /// The addresses that this server answers to, the one that people are told first.
  package let origins: [WebOrigin]
  let database: Database

  package init(origins: [WebOrigin], database: Database) {
    self.origins = origins
    self.database = database
  }

  /// Over https the name demands what keeps others from setting it (RFC 6265bis, section 4.1.3.2).
  private var cookieName: String { isSecure ? "__Host-gleaner" : "gleaner" }
  private var isSecure: Bool { origins.first?.isSecure ?? false }

  /// Who asks, for a route of this kind; throws why not.
  package func admit(
    _ request: WebRequest, to access: RouteAccess
  ) async throws -> Visitor {
    if case .token(let scope) = access, request.headers["Authorization"] != nil {
      return try await program(request, needs: scope)
    }
    guard let key = request.cookie(cookieName).flatMap(WebKey.init),
      try await database.hasWebSession(
        key.hash, at: request.now, until: request.now.addingTimeInterval(Self.sessionAge))
    else {
      guard access == .open else { throw Self.stranger(at: access) }
      if !request.isSafe { try checkOrigin(request) }
      return .stranger
    }
    if !request.isSafe {
      try checkOrigin(request)
      try checkToken(request, key)
    }
    return .person(formToken: key.formToken)
  }

  /// A program is told what to bring.
  private static func stranger(at access: RouteAccess) -> Refusal {
    guard case .token = access else { return Refusal(.unauthorized, "nobody is signed in here") }
    return Refusal(
      .unauthorized, "bring a token in the field Authorization, or sign in",
      ["WWW-Authenticate": challenge])
  }

  /// Whether this server is asked under its own name; throws a 421 where it is not.
  package func checkHost(_ request: WebRequest) throws(Refusal) {
    let hosts = request.headers.all("Host")
    guard hosts.count == 1, origins.contains(where: { $0.host == hosts[0].lowercased() }) else {
      throw Refusal(
        .misdirected, "this server is not called that; web.address in gleaner.yaml names it")
    }
  }

  /// What changes something has to come from a page of ours, as the browser tells (Fetch Metadata; RFC 6454, section 7).
  private func checkOrigin(_ request: WebRequest) throws(Refusal) {
    if let site = request.headers["Sec-Fetch-Site"], site != "same-origin" {
      throw Refusal(.forbidden, "that came from another site's page")
    }
    if let origin = request.headers["Origin"], !origins.contains(where: { "\($0)" == origin }) {
      throw Refusal(.forbidden, "that came from another site's page")
    }
  }

  private func checkToken(_ request: WebRequest, _ key: WebKey) throws(Refusal) {
    let given = request.headers["X-Gleaner-Token"] ?? request.form["token"] ?? ""
    guard SHA256.digest(of: Array(given.utf8)) == SHA256.digest(of: Array(key.formToken.utf8))
    else { throw Refusal(.forbidden, "this page is older than your sign-in: load it again") }
  }

  /// Begins a session: the field that gives the browser its key.
  package func begin(at now: Date, using generator: inout some RandomNumberGenerator) async throws
    -> Header
  {
    let key = WebKey(using: &generator)
    try await database.beginWebSession(
      key.hash, at: now, until: now.addingTimeInterval(Self.sessionAge))
    return cookie(key.text, seconds: Int(Self.sessionAge))
  }

  /// Ends the session of a request: the field that makes the browser forget its key.
  package func end(_ request: WebRequest) async throws -> Header {
    if let key = request.cookie(cookieName).flatMap(WebKey.init) {
      try await database.endWebSession(key.hash)
    }
    return cookie("", seconds: 0)
  }

  private func cookie(_ value: String, seconds: Int) -> Header {
    Header(
      "Set-Cookie",
      "\(cookieName)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax"
        + (isSecure ? "; Secure" : ""))
  }
}
