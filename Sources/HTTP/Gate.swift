// The one gate of a client: both of its loops lead through it, because a domain does not care which of them asks. It
// only puts waiting tasks and the rules of ``Admission`` together; its clock is the loops' own pause.

private import Synchronization

/// Lets requests through when it is their turn.
final class Gate: Sendable {
  /// What a request may be told.
  typealias Reply = CheckedContinuation<TransferFault?, Never>

  private struct State {
    var admission: Admission<UInt64>
    var replies: [UInt64: Reply] = [:]
    /// Given out and not yet waiting: a cancellation may come first.
    var expected: Set<UInt64> = []
    var lastID: UInt64 = 0
    var isClosed = false
  }

  private let state: Mutex<State>

  init(_ settings: Client.Settings) {
    state = Mutex(
      State(
        admission: Admission(
          usual: settings.connections, most: settings.mostConnections, waiting: settings.waiting)))
  }

  /// Waits for a turn and gives its number, to be handed back with ``leave(_:)``.
  ///
  /// `onWait` is called once the request stands in line: whoever keeps the time has to look again.
  func enter(
    _ domain: RegistrableDomain, _ lane: Lane, behind: Int, onWait: @Sendable () -> Void
  ) async throws(TransferFault) -> UInt64 {
    let id = state.withLock { state in
      state.lastID += 1
      state.expected.insert(state.lastID)
      return state.lastID
    }
    let fault = await withTaskCancellationHandler {
      await withCheckedContinuation { (reply: Reply) in
        guard line(up: id, domain, lane, behind, reply) else { return }
        _ = admit()
        onWait()
      }
    } onCancel: {
      giveUp(id)
    }
    if let fault { throw fault }
    return id
  }

  /// The request of a turn is being sent.
  func started(_ id: UInt64) { state.withLock { $0.admission.started(id, at: .now) } }

  /// Ends a turn.
  func leave(_ id: UInt64) {
    state.withLock { $0.admission.remove(id) }
    _ = admit()
  }

  /// Lets through whose time has come, and gives the time of the next.
  func admit() -> ContinuousClock.Instant? {
    let (replies, next) = state.withLock { state in
      let admitted = state.admission.admit(at: .now)
      return (
        admitted.compactMap { state.replies.removeValue(forKey: $0) }, state.admission.nextStart()
      )
    }
    replies.forEach { $0.resume(returning: nil) }
    return next
  }

  /// Requests that may be open at once now.
  var room: Int { state.withLock { $0.admission.room } }

  /// Turns everyone away, now and later.
  func close() {
    let replies = state.withLock { state in
      defer { state.replies = [:] }
      state.isClosed = true
      state.replies.keys.forEach { state.admission.remove($0) }
      return Array(state.replies.values)
    }
    replies.forEach { $0.resume(returning: .closed) }
  }

  /// False if it was answered at once.
  private func line(
    up id: UInt64, _ domain: RegistrableDomain, _ lane: Lane, _ behind: Int, _ reply: Reply
  ) -> Bool {
    let fault: TransferFault? = state.withLock { state in
      guard state.expected.remove(id) != nil else { return .cancelled }
      guard !state.isClosed else { return .closed }
      guard state.admission.enqueue(id, domain: domain.name, lane: lane, behind: behind) else {
        return .overloaded
      }
      state.replies[id] = reply
      return nil
    }
    if let fault { reply.resume(returning: fault) }
    return fault == nil
  }

  private func giveUp(_ id: UInt64) {
    let reply = state.withLock { state -> Reply? in
      state.expected.remove(id)
      guard let reply = state.replies.removeValue(forKey: id) else { return nil }
      state.admission.remove(id)
      return reply
    }
    reply?.resume(returning: .cancelled)
  }
}
