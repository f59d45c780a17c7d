// The frame that the servers of the three networks stand in: what goes wrong with the next calls, and what was really done,
// in order, whatever the answers said.

package import Feed
import Foundation
import Synchronization

/// Something that a server did to its state because it was asked to.
package struct ServedEffect: Sendable, Hashable {
  package let kind: ActionKind
  package let isUndo: Bool
  /// What the network calls the post.
  package let post: String
  /// False where it was so already.
  package let isChange: Bool

  package init(_ kind: ActionKind, isUndo: Bool, _ post: String, isChange: Bool) {
    (self.kind, self.isUndo, self.post, self.isChange) = (kind, isUndo, post, isChange)
  }
}

/// Faults and effects of one server, and its socket where it has one of its own.
package final class ServerFrame: Sendable {
  private struct State {
    var faults: [ServerFault] = []
    /// How many calls are answered well before the faults begin.
    var patience = 0
    var effects: [ServedEffect] = []
    var time = "2026-01-20T07:00:00.000Z"
  }

  private let state = Mutex(State())
  private let server = Mutex<ScriptedServer?>(nil)

  /// For one that stands behind another's socket.
  package init() {}

  /// Opens a socket of its own.
  func listen(_ answer: @escaping @Sendable (ReceivedRequest) -> Script) throws {
    let server = try ScriptedServer(answer)
    self.server.withLock { $0 = server }
  }

  package var address: String { server.withLock { $0 }.map { "http://127.0.0.1:\($0.port)" } ?? "" }
  package var requests: [ReceivedRequest] { server.withLock { $0 }?.requests ?? [] }

  /// When posts were written, as the network writes times.
  package var time: String {
    get { state.withLock { $0.time } }
    set { state.withLock { $0.time = newValue } }
  }

  /// All that was done, in order.
  package var effects: [ServedEffect] { state.withLock { $0.effects } }

  func note(_ effect: ServedEffect) { state.withLock { $0.effects.append(effect) } }

  /// After so many more good answers the next call fails so.
  package func fail(_ fault: ServerFault, after patience: Int = 0) {
    state.withLock {
      $0.faults.append(fault)
      $0.patience = patience
    }
  }

  /// What has not gone wrong yet does not any more.
  package func forgive() { state.withLock { ($0.faults, $0.patience) = ([], 0) } }

  /// One call, or the fault whose turn it is.
  func carryOut(_ perform: () -> Script) -> Script {
    switch nextFault() {
    case .answer(let status, let headers, let text)?:
      return .answer(status, headers: headers.map { ($0, $1) }, text)
    case .dropBefore?: return Script([.close])
    case .dropAfter?:
      _ = perform()
      return Script([.close])
    case .failAfter(let status)?:
      _ = perform()
      return .answer(status, headers: [("Content-Type", "text/html")], "<html>\(status)</html>")
    case .slow(let pause)?: return Script([.pause(pause)] + perform().steps)
    case nil: return perform()
    }
  }

  private func nextFault() -> ServerFault? {
    state.withLock { state in
      guard state.patience == 0 else {
        state.patience -= 1
        return nil
      }
      return state.faults.isEmpty ? nil : state.faults.removeFirst()
    }
  }
}

extension ReceivedRequest {
  /// Where the client thinks that we are.
  var site: String { "http://\(self[header: "Host"] ?? "")" }
}
