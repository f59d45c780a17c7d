// Signing in: by a link that the command printed, once, or by a password. And out again.

private import Crypto
package import FoundationEssentials
private import HTTP
private import Markup
private import Store
private import Synchronization

/// Lets the person in and out.
package struct SignInPages: Sendable {
  /// How long a link is good for.
  package static let keyAge: TimeInterval = 15 * 60
  /// Tries in a minute, of everybody together: there is one person.
  private static let triesMax = 10

  private let doorkeeper: Doorkeeper
  private let tries = Tries(limit: Self.triesMax, window: 60)

  package init(_ doorkeeper: Doorkeeper) {
    self.doorkeeper = doorkeeper
  }

  package var routes: [Route] {
    [
      Route("GET", "/sign-in", .open) { try await form($0) },
      Route("POST", "/sign-in", .open) { try await byPassword($0) },
      Route("GET", "/sign-in/{key}", .open) { try await byLink($0) },
      Route("POST", "/sign-out") { try await signOut($0) },
    ]
  }

  /// A link that signs in, once and soon.
  package func link(at now: Date, using generator: inout some RandomNumberGenerator) async throws
    -> String
  {
    let key = WebKey(using: &generator)
    try await doorkeeper.database.keepWebKey(
      key.hash, at: now, until: now.addingTimeInterval(Self.keyAge))
    return "\(doorkeeper.origins.first.map { "\($0)" } ?? "")/sign-in/\(key.text)"
  }

  private func form(_ visit: Visit, _ complaint: String? = nil) async throws -> ServerResponse {
    if case .person = visit.visitor { return .redirect(to: "/") }
    let hasPassword = try await doorkeeper.database.webPassword() != nil
    let said: Hypertext = complaint.map { "<p class=\"fault\" role=\"alert\">\($0).</p>\n" } ?? ""
    let field: Hypertext =
      hasPassword
      ? """
      <form method="post" action="/sign-in" class="stack">
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required autofocus>
      <button class="main">Sign in</button>
      </form>
      <p class="soft">Or <code>gleaner serve --link</code> prints a link that signs in once.</p>

      """
      : """
      <p>Run <code>gleaner serve --link</code> where Gleaner runs: it prints a link that signs in once.</p>

      """
    return .page(
      Layout.page(
        "Sign in", for: .stranger,
        "<section class=\"card\">\n<h1>Sign in</h1>\n\(said)\(field)</section>\n"),
      status: complaint == nil ? 200 : 401)
  }

  private func byLink(_ visit: Visit) async throws -> ServerResponse {
    guard tries.isAllowed(at: visit.now) else { throw Self.tooMany }
    guard let key = visit.values["key"].flatMap(WebKey.init),
      try await doorkeeper.database.useWebKey(key.hash, at: visit.now)
    else { return try await form(visit, "That link was used, or it is too old") }
    return try await welcome(visit)
  }

  private func byPassword(_ visit: Visit) async throws -> ServerResponse {
    guard tries.isAllowed(at: visit.now) else { throw Self.tooMany }
    let password = visit.request.form["password"] ?? ""
    guard let hash = try await doorkeeper.database.webPassword(),
      PasswordHash.holds(password, for: hash)
    else { return try await form(visit, "That is not the password") }
    return try await welcome(visit)
  }

  /// A session of its own each time: what was in the browser before is worth nothing.
  private func welcome(_ visit: Visit) async throws -> ServerResponse {
    _ = try await doorkeeper.end(visit.request)
    var chance = SystemRandomNumberGenerator()
    let cookie = try await doorkeeper.begin(at: visit.now, using: &chance)
    var response = ServerResponse.redirect(to: "/")
    response.headers.add(cookie.name, cookie.value)
    return response
  }

  private func signOut(_ visit: Visit) async throws -> ServerResponse {
    let cookie = try await doorkeeper.end(visit.request)
    var response = ServerResponse.redirect(to: "/sign-in")
    response.headers.add(cookie.name, cookie.value)
    return response
  }

  private static let tooMany = Refusal(
    .tooManyRequests, "too many tries: wait a minute", ["Retry-After": "60"])
}

/// Counts tries, so that a password cannot be guessed by asking.
private final class Tries: Sendable {
  private let limit: Int
  private let window: TimeInterval
  private let times = Mutex<[Date]>([])

  init(limit: Int, window: TimeInterval) {
    self.limit = limit
    self.window = window
  }

  /// Whether one more is allowed; counts it if so.
  func isAllowed(at now: Date) -> Bool {
    times.withLock { times in
      times.removeAll { now.timeIntervalSince($0) >= window }
      guard times.count < limit else { return false }
      times.append(now)
      return true
    }
  }
}
