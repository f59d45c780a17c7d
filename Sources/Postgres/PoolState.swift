// What the pool decides, apart from doing it: plain values in, grants out. Races, limits and closing are tested here
// with no socket.

/// Which connections exist, who has them, and who waits.
struct PoolState {
  typealias SessionID = Int
  typealias WaiterID = Int

  /// What a caller is told.
  enum Grant: Hashable {
    /// Take this idle session.
    case use(SessionID)
    /// Open a new session under this number.
    case open(SessionID)
    /// Too many are waiting already.
    case full
    case cancelled
    case closed
  }

  /// The answer to a caller: at once, or later through an ``Action``.
  enum Reply: Hashable {
    case now(Grant)
    case wait(WaiterID)
  }

  /// What the pool must do: tell one waiter, close sessions, or report that the last session is gone.
  struct Action: Hashable {
    var grants: [WaiterID: Grant] = [:]
    var closes: [SessionID] = []
    var isDrained = false
  }

  let maxSessions: Int
  let maxWaiters: Int
  /// The most recently used last: it is taken first, and is the warmest.
  private var idle: [SessionID] = []
  private var leased: Set<SessionID> = []
  /// In order of arrival.
  private var waiters: [WaiterID] = []
  private var lastSession = 0
  private var lastWaiter = 0
  private(set) var isClosed = false

  init(maxSessions: Int, maxWaiters: Int) {
    self.maxSessions = max(1, maxSessions)
    self.maxWaiters = max(0, maxWaiters)
  }

  var leasedCount: Int { leased.count }
  var idleCount: Int { idle.count }
  var waiterCount: Int { waiters.count }
  var isDrained: Bool { isClosed && leased.isEmpty }

  /// A caller wants a session.
  mutating func lease() -> Reply {
    guard !isClosed else { return .now(.closed) }
    if waiters.isEmpty, let session = idle.popLast() {
      leased.insert(session)
      return .now(.use(session))
    }
    if waiters.isEmpty, leased.count < maxSessions { return .now(.open(newSession())) }
    guard waiters.count < maxWaiters else { return .now(.full) }
    lastWaiter += 1
    waiters.append(lastWaiter)
    return .wait(lastWaiter)
  }

  /// A caller is done with its session.
  mutating func release(_ session: SessionID, isReusable: Bool) -> Action {
    guard leased.contains(session) else { return Action() }
    guard isReusable, !isClosed else { return drop(session) }
    if let waiter = nextWaiter() { return Action(grants: [waiter: .use(session)]) }
    leased.remove(session)
    idle.append(session)
    return Action()
  }

  /// A session could not be opened: its place goes to the next waiter, who tries for itself.
  mutating func failed(_ session: SessionID) -> Action {
    leased.contains(session) ? drop(session, isOpen: false) : Action()
  }

  /// A waiter no longer wants a session; nothing happens when it has been told already.
  mutating func cancel(_ waiter: WaiterID) -> Action {
    guard let place = waiters.firstIndex(of: waiter) else { return Action() }
    waiters.remove(at: place)
    return Action(grants: [waiter: .cancelled])
  }

  /// No more leases; sessions still out are closed as they come back.
  mutating func close() -> Action {
    guard !isClosed else { return Action(isDrained: isDrained) }
    isClosed = true
    defer { (idle, waiters) = ([], []) }
    let told = Dictionary(uniqueKeysWithValues: waiters.map { ($0, Grant.closed) })
    return Action(grants: told, closes: idle, isDrained: leased.isEmpty)
  }

  private mutating func drop(_ session: SessionID, isOpen: Bool = true) -> Action {
    leased.remove(session)
    var action = Action(closes: isOpen ? [session] : [], isDrained: isDrained)
    if !isClosed, let waiter = nextWaiter() { action.grants[waiter] = .open(newSession()) }
    return action
  }

  private mutating func newSession() -> SessionID {
    lastSession += 1
    leased.insert(lastSession)
    return lastSession
  }

  private mutating func nextWaiter() -> WaiterID? {
    waiters.isEmpty ? nil : waiters.removeFirst()
  }
}
