// Where the library's calls come in: C functions that find their object again, and the requests that are under way.

import CHTTPD
private import Synchronization

/// Takes requests in and has them answered.
final class Reception: Sendable {
  private struct State {
    var underWay: [ObjectIdentifier: ServerExchange] = [:]
    var isClosing = false
  }

  let deadlines = Deadlines()
  private let limits: ServerLimits
  private let handler: Server.Handler
  private let tooLarge: Server.TooLarge
  private let state = Mutex(State())

  init(
    limits: ServerLimits, tooLarge: @escaping Server.TooLarge, handler: @escaping Server.Handler
  ) {
    self.limits = limits
    self.tooLarge = tooLarge
    self.handler = handler
  }

  private var deadline: ContinuousClock.Instant { .now + limits.transfer }

  /// A head has come; what cannot be taken is answered at once.
  func begin(_ exchange: ServerExchange) {
    if !RequestFraming(exchange.headers).isPlain {
      exchange.answer(Self.unclear)
    } else if exchange.announcesTooMuch {
      exchange.answer(tooLarge(exchange.target, limits.bodyBytes))
    }
  }

  /// All of a request is there.
  func whole(_ exchange: ServerExchange) {
    let id = ObjectIdentifier(exchange)
    deadlines.extend(exchange.descriptor, until: nil)
    let isClosing = state.withLock { state in
      if !state.isClosing { state.underWay[id] = exchange }
      return state.isClosing
    }
    guard !isClosing else { return exchange.answer(Self.goodbye) }
    exchange.isAnswered(
      by: Task {
        let response = await handler(exchange.request())
        finish(exchange, with: response)
      })
  }

  private func finish(_ exchange: ServerExchange, with response: ServerResponse) {
    deadlines.extend(exchange.descriptor, until: deadline)
    exchange.answer(response)
  }

  /// Waits for what is under way, until its answers are taken; what takes too long is cancelled and answered for.
  ///
  /// Every request is answered when this returns, as the library demands before it stops.
  func close() async {
    state.withLock { $0.isClosing = true }
    guard await !isIdle(within: limits.farewell) else { return }
    for exchange in state.withLock({ Array($0.underWay.values) }) {
      exchange.cancel()
      finish(exchange, with: Self.goodbye)
    }
    _ = await isIdle(within: .seconds(1))
  }

  /// Waits until nothing is under way; false when the time is over, or the task is told to stop waiting.
  private func isIdle(within time: Duration) async -> Bool {
    let end = ContinuousClock.now + time
    while state.withLock({ !$0.underWay.isEmpty }) {
      guard ContinuousClock.now < end else { return false }
      await pause()
    }
    return true
  }

  /// Sleeps also in a task that was cancelled: it is told to stop, and this is how it stops.
  private func pause() async {
    await Task.detached { try? await Task.sleep(for: .milliseconds(20)) }.value
  }

  private static let unclear = ServerResponse.text(400, "where this request ends is not clear")
  private static let goodbye = ServerResponse.text(503, "stopping")

  /// What the library calls, on its thread.
  ///
  /// It is given this object unretained: whoever stops the library keeps it until then.
  var callbacks: chttpd_callbacks {
    unsafe chttpd_callbacks(
      user: Unmanaged.passUnretained(self).toOpaque(),
      opened: { user, descriptor in
        guard let reception = unsafe Reception.of(user) else { return }
        reception.deadlines.opened(descriptor, until: reception.deadline)
      },
      closed: { user, descriptor in
        unsafe Reception.of(user)?.deadlines.closed(descriptor)
      },
      begin: { user, handle, method, target in
        guard let reception = unsafe Reception.of(user), let handle = unsafe handle,
          let method = unsafe method, let target = unsafe target
        else { return nil }
        let exchange = unsafe ServerExchange(
          handle, method: String(cString: method), target: String(cString: target),
          bodyBytes: reception.limits.bodyBytes)
        reception.begin(exchange)
        return unsafe Unmanaged.passRetained(Visit(exchange, reception)).toOpaque()
      },
      body: { state, bytes, count in
        guard let visit = unsafe Visit.of(state) else { return false }
        return unsafe visit.exchange.take(UnsafeBufferPointer(start: bytes, count: count))
      },
      whole: { state in
        guard let visit = unsafe Visit.of(state) else { return }
        visit.reception.whole(visit.exchange)
      },
      over: { state in
        guard let state = unsafe state else { return }
        let visit = unsafe Unmanaged<Visit>.fromOpaque(state).takeRetainedValue()
        visit.exchange.isOver()
        visit.reception.isOver(visit.exchange)
      })
  }

  /// An exchange has ended; the connection may bring another.
  private func isOver(_ exchange: ServerExchange) {
    state.withLock { _ = $0.underWay.removeValue(forKey: ObjectIdentifier(exchange)) }
    deadlines.extend(exchange.descriptor, until: deadline)
  }

  private static func of(_ user: UnsafeMutableRawPointer?) -> Reception? {
    unsafe user.map { unsafe Unmanaged<Reception>.fromOpaque($0).takeUnretainedValue() }
  }
}

/// An exchange and where it came in.
private final class Visit: Sendable {
  let exchange: ServerExchange
  let reception: Reception

  init(_ exchange: ServerExchange, _ reception: Reception) {
    self.exchange = exchange
    self.reception = reception
  }

  static func of(_ state: UnsafeMutableRawPointer?) -> Visit? {
    unsafe state.map { unsafe Unmanaged<Visit>.fromOpaque($0).takeUnretainedValue() }
  }
}
