// The one way out to the web. Everything that fetches goes through here, so that limits, address
// safety and politeness hold for feeds, timelines, models and deliveries alike.

private import Synchronization

/// An HTTP client; one for the life of the program.
///
/// Two loops, started when first needed: one for the public internet, one for requests that may
/// speak to private peers. They share no connection, so an address that was allowed for one source
/// can never serve another (libcurl reuses connections by name, not by address).
package final class Client: Sendable {
  /// How a client behaves towards all servers.
  package struct Settings: Sendable, Hashable {
    /// As in `Gleaner/1.2 (+https://example.org/about)`; a request may set its own.
    package var userAgent: String
    /// How fast one domain is asked, where a request does not say otherwise.
    package var lane = Lane.polite
    /// Requests open at once, as a rule.
    package var connections = 16
    /// Requests open at once while so many domains wait that the usual number would keep them waiting longer than their
    /// own pace does.
    package var mostConnections = 128
    /// Requests that may wait for their turn.
    package var waiting = 10_000
    /// Addresses of names that are not to be looked up, as in a hosts file.
    package var addresses: [String: String] = [:]

    package init(userAgent: String) {
      self.userAgent = userAgent
    }
  }

  private struct Loops {
    var open: Loop?
    var guarded: Loop?
    var isClosed = false
  }

  private let settings: Settings
  private let gate: Gate
  private let loops = Mutex(Loops())

  package init(_ settings: Settings) {
    self.settings = settings
    gate = Gate(settings)
  }

  deinit { close() }

  /// Sends a request, follows its redirects and returns the final answer, whatever its status.
  ///
  /// Throws what HTTPError.Code lists; cancelling the task ends the transfer with `cancelled`.
  ///
  /// `onBody` is told the bytes of a good answer as they come; it is called on the loop's thread and must be quick.
  package func send(
    _ request: Request, onBody: (@Sendable ([UInt8]) -> Void)? = nil
  ) async throws(HTTPError) -> Response {
    var (leg, loop) = try begin(request)
    leg.onBody = onBody
    let turn = Turn(at: gate, of: loop)
    defer { turn.leave() }
    return try await travel(leg, request, on: loop, turn) { _ in false }
  }

  /// Sends a request and keeps its place until `use` is done with the answer: so the bodies that are in memory at once
  /// are no more than the requests that may be open.
  ///
  /// A redirect to a domain that is in `resting` ends it with `resting`.
  package func send<Value>(
    _ request: Request, resting: (RegistrableDomain) -> Bool = { _ in false },
    then use: (Result<Response, HTTPError>) async throws -> Value
  ) async throws -> Value {
    let start: (leg: Leg, loop: Loop)
    do throws(HTTPError) { start = try begin(request) } catch {
      return try await use(.failure(error))
    }
    let turn = Turn(at: gate, of: start.loop)
    defer { turn.leave() }
    let result: Result<Response, HTTPError>
    do throws(HTTPError) {
      result = .success(try await travel(start.leg, request, on: start.loop, turn, resting))
    } catch {
      result = .failure(error)
    }
    return try await use(result)
  }

  private func begin(_ request: Request) throws(HTTPError) -> (leg: Leg, loop: Loop) {
    let leg = try Leg(request, settings)
    return (leg, try loop(for: request, at: leg.url))
  }

  private func travel(
    _ first: Leg, _ request: Request, on loop: Loop, _ turn: Turn,
    _ resting: (RegistrableDomain) -> Bool
  ) async throws(HTTPError) -> Response {
    var leg = first
    var way = try Redirection(leg, validated: request.validated)
    var spent = Duration.zero
    while true {
      try await turn.take(for: leg, behind: request.behind)
      let exchange = try await perform(leg, on: loop, turn, way, spent)
      let next: Leg?
      do throws(HTTPError) { next = try way.next(after: leg, exchange) } catch {
        throw error.carrying(
          exchange.response(url: leg.url.text, hops: way.hops, before: spent), after: way.hops)
      }
      guard let next else {
        return exchange.response(url: leg.url.text, hops: way.hops, before: spent)
      }
      guard !resting(RegistrableDomain(host: next.url.host)) else {
        throw HTTPError(
          .resting, "it is redirected to \(next.url.host), which is left alone for a while",
          context: first.url.description, hops: way.hops)
      }
      leg = next
      spent += exchange.time
    }
  }

  /// Ends every transfer with `closed` and joins the threads; safe to call again, and `deinit` does.
  package func close() {
    let (open, guarded) = loops.withLock { loops in
      loops.isClosed = true
      return (loops.open, loops.guarded)
    }
    gate.close()
    open?.close()
    guarded?.close()
  }

  private func perform(
    _ leg: Leg, on loop: Loop, _ turn: Turn, _ way: Redirection, _ spent: Duration
  ) async throws(HTTPError) -> Exchange {
    var limited = leg
    limited.headers = way.permitted(leg)
    limited.budget = leg.limits.total - spent
    switch await loop.perform(limited, onStart: turn.onStart) {
    case .success(let exchange): return exchange
    case .failure(let failure):
      throw failure.error.carrying(
        failure.partial?.response(url: leg.url.text, hops: way.hops, before: spent),
        after: way.hops)
    }
  }

  private func loop(for request: Request, at url: URLReference) throws(HTTPError) -> Loop {
    let (loop, isClosed) = loops.withLock { loops -> (Loop?, Bool) in
      guard !loops.isClosed else { return (nil, true) }
      if request.allowPrivate {
        loops.guarded = loops.guarded ?? Loop(gate)
        return (loops.guarded, false)
      }
      loops.open = loops.open ?? Loop(gate)
      return (loops.open, false)
    }
    if let loop { return loop }
    throw (isClosed ? TransferFault.closed : .memory).error(url: url, limits: request.limits)
  }
}
