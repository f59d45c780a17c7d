// A network that keeps state and counts what it really did: how often each post was liked and unliked, whatever its
// answers said. It can misbehave as networks do, before the effect and after it.

import Synchronization

/// A server on the loopback where posts are liked (`POST /likes/NAME`), unliked (`DELETE`) and looked at (`GET`).
package final class LikeServer: Sendable {
  /// What goes wrong with one request.
  package enum Mishap: Sendable, Hashable, CaseIterable {
    case none
    /// The effect, and then no answer.
    case cutAfter
    /// No effect, and no answer.
    case cutBefore
    /// The effect, and an answer that comes too late.
    case slow
    /// The effect after the client has given up.
    case slowEffect
    /// The effect, and an answer that says there was none.
    case failAfter
    case failBefore
    case throttled
    case incapable
    case signedOut
    case gone
  }

  package typealias Plan = @Sendable (_ method: String, _ name: String, _ number: Int) -> Mishap

  private struct State {
    var requests = 0
    /// Effects that happened, by post: likes and unlikes.
    var likes: [String: Int] = [:]
    var unlikes: [String: Int] = [:]
    var standing: Set<String> = []
  }

  private let state: Box
  private let server: ScriptedServer

  /// `plan` says what goes wrong with each request, which are numbered from 0.
  package init(_ plan: @escaping Plan = { _, _, _ in .none }) throws {
    let state = Box()
    self.state = state
    server = try ScriptedServer { request in Self.answer(request, plan, state) }
  }

  package var url: String { server.url() }
  package var requestCount: Int { state.lock.withLock { $0.requests } }
  /// How often a post was liked; a second like of one that is liked counts too.
  package func likes(of name: String) -> Int { state.lock.withLock { $0.likes[name] ?? 0 } }
  package func unlikes(of name: String) -> Int { state.lock.withLock { $0.unlikes[name] ?? 0 } }
  package func isLiked(_ name: String) -> Bool {
    state.lock.withLock { $0.standing.contains(name) }
  }
  package var allLikes: [String: Int] { state.lock.withLock { $0.likes } }
  package func close() { server.close() }

  private final class Box: Sendable {
    let lock = Mutex(State())
  }

  /// Longer than a client of the tests waits.
  private static let long: Duration = .milliseconds(700)

  private static func answer(
    _ request: ReceivedRequest, _ plan: Plan, _ state: Box
  ) -> Script {
    let name = String(request.path.split(separator: "/").last ?? "")
    let number = state.lock.withLock { state in
      defer { state.requests += 1 }
      return state.requests
    }
    let mishap = plan(request.method, name, number)
    if request.method == "GET" {
      let isLiked = state.lock.withLock { $0.standing.contains(name) }
      return mishap == .gone ? .answer(404, "{}") : .answer(200, "{\"liked\": \(isLiked)}")
    }
    func act() {
      state.lock.withLock { state in
        if request.method == "POST" {
          state.likes[name, default: 0] += 1
          state.standing.insert(name)
        } else {
          state.unlikes[name, default: 0] += 1
          state.standing.remove(name)
        }
      }
    }
    return script(mishap, act)
  }

  private static func script(_ mishap: Mishap, _ act: () -> Void) -> Script {
    switch mishap {
    case .none, .cutAfter, .slow, .failAfter: act()
    case .slowEffect:
      Script.rest(long)
      act()
    default: break
    }
    return switch mishap {
    case .none: .answer(200, "{}")
    case .cutAfter, .cutBefore: Script([.close])
    case .slow: Script([.pause(long), .send(Script.head(200, [("Content-Length", "0")]))])
    case .slowEffect: .answer(200, "{}")
    case .failAfter, .failBefore: .answer(503, "<html>")
    case .throttled: .answer(429, headers: [("Retry-After", "300")], "{}")
    case .incapable: .answer(403, "{\"type\": \"client-forbidden\"}")
    case .signedOut: .answer(401, "{\"error\": \"The access token is invalid\"}")
    case .gone: .answer(404, "{\"error\": \"Record not found\"}")
    }
  }
}
