// A request's place at the gate. It changes with each redirect, is held while the answer is used, so that no more bodies
// are in memory than connections are open, and is given back in any case.

/// The turn that a request has, if it has one.
final class Turn {
  private let gate: Gate
  private let loop: Loop
  private var id: UInt64?

  init(at gate: Gate, of loop: Loop) {
    self.gate = gate
    self.loop = loop
  }

  deinit { leave() }

  /// Gives up the turn that it had and waits for one at the domain of the leg.
  func take(for leg: Leg, behind: Int) async throws(HTTPError) {
    leave()
    let domain = RegistrableDomain(host: leg.url.host)
    do throws(TransferFault) {
      id = try await gate.enter(domain, leg.lane, behind: behind) { [loop] in loop.wake() }
    } catch { throw error.error(for: leg) }
  }

  /// To be called when the request is sent: the gap counts from then, as its server sees it.
  var onStart: @Sendable () -> Void {
    guard let id else { return {} }
    return { [gate] in gate.started(id) }
  }

  func leave() {
    guard let id else { return }
    self.id = nil
    gate.leave(id)
    loop.wake()
  }
}
