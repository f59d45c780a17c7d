// Every request comes through here: decoded, admitted, answered, and dressed in the fields that keep a page harmless.

package import FoundationEssentials
package import HTTP
package import Service
private import Postgres

/// The routes of a server and who guards them.
package struct Site: Sendable {
  package let router: Router
  package let doorkeeper: Doorkeeper
  private let limits: RequestLimits
  private let log: Log
  private let clock: @Sendable () -> Date

  package init(
    _ routes: [Route], doorkeeper: Doorkeeper, limits: RequestLimits = RequestLimits(), log: Log,
    clock: @escaping @Sendable () -> Date
  ) {
    router = Router(routes)
    self.doorkeeper = doorkeeper
    self.limits = limits
    self.log = log
    self.clock = clock
  }

  /// The answer to a request, whatever happens.
  package func answer(_ request: ServerRequest) async -> ServerResponse {
    let response: ServerResponse
    do throws(Refusal) {
      response = try await granted(WebRequest(request, now: clock()))
    } catch {
      response = refused(error, request)
    }
    return dressed(response)
  }

  private func granted(_ request: WebRequest) async throws(Refusal) -> ServerResponse {
    try doorkeeper.checkHost(request)
    let match = try router.match(request)
    let place = match.route.shown(request.path)
    do {
      let visitor = try await doorkeeper.admit(request, to: match.route.access)
      let fields = try counted(request, match.route.access, visitor)
      return try await fields.carried {
        try await match.route.handler(
          Visit(request: request, values: match.values, visitor: visitor))
      }
    } catch let refusal as Refusal {
      throw refusal
    } catch let error as PostgresError {
      log.error("\(error.message)", ["path": .string(place)])
      throw Refusal(.unavailable, "the database does not answer as it should; the log says more")
    } catch {
      log.error("\(error)", ["path": .string(place)])
      throw Refusal(.failed, "this is a mistake of ours; the log says more")
    }
  }

  /// What programs can ask for is counted, whoever asks.
  private func counted(
    _ request: WebRequest, _ access: RouteAccess, _ visitor: Visitor
  ) throws(Refusal) -> Headers {
    guard case .token = access else { return Headers() }
    return try limits.count(visitor.mark, isSafe: request.isSafe, at: request.now)
  }

  /// The answer to a request that was too large to be read.
  package func tooLarge(_ target: String, limit: Int) -> ServerResponse {
    let request = ServerRequest(
      method: "POST", target: target, headers: Headers(), body: [], peer: nil)
    return dressed(refused(Refusal(.tooLarge, "at most \(limit) bytes are taken"), request))
  }

  /// Programs get an object, people a page.
  private func refused(_ refusal: Refusal, _ request: ServerRequest) -> ServerResponse {
    if request.path.hasPrefix("/api/") { return refusal.problem }
    if refusal.kind == .unauthorized, request.method == "GET",
      request.headers["X-Gleaner-Part"] == nil
    {
      return .redirect(to: "/sign-in")
    }
    return RefusalPage.response(refusal)
  }

  /// The fields of every answer (W3C Content Security Policy Level 3; WHATWG Fetch and HTML).
  private func dressed(_ response: ServerResponse) -> ServerResponse {
    var response = response
    for field in Self.harmless where response.headers[field.name] == nil {
      response.headers.add(field.name, field.value)
    }
    if doorkeeper.origins.first?.isSecure == true {
      response.headers["Strict-Transport-Security"] = "max-age=31536000"
    }
    return response
  }

  private static let harmless: [Header] = [
    Header(
      "Content-Security-Policy",
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
        + "require-trusted-types-for 'script'; trusted-types gleaner"),
    Header("X-Content-Type-Options", "nosniff"),
    Header("X-Frame-Options", "DENY"),
    // Not `no-referrer`: with that, browsers tell forms' origin as "null".
    Header("Referrer-Policy", "same-origin"),
    Header("Cross-Origin-Opener-Policy", "same-origin"),
    Header("Cross-Origin-Resource-Policy", "same-origin"),
    Header("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    Header("Cache-Control", "private, no-store"),
  ]
}

extension Headers {
  /// Adds these fields to what `answer` gives, a refusal too.
  fileprivate func carried(
    by answer: () async throws -> ServerResponse
  ) async throws -> ServerResponse {
    do {
      var response = try await answer()
      for field in self { response.headers.add(field.name, field.value) }
      return response
    } catch var refusal as Refusal {
      for field in self { refusal.headers.add(field.name, field.value) }
      throw refusal
    }
  }
}
