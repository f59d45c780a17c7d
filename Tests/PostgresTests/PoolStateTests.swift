// Every decision of the pool, without a socket.

import Testing

@testable import Postgres

struct PoolStateTests {
  @Test func `sessions are opened up to the limit, then callers wait`() {
    var state = PoolState(maxSessions: 2, maxWaiters: 2)
    #expect(state.lease() == .now(.open(1)))
    #expect(state.lease() == .now(.open(2)))
    #expect(state.lease() == .wait(1))
    #expect(state.lease() == .wait(2))
    #expect(state.lease() == .now(.full))
  }

  @Test func `the warmest idle session is taken first`() {
    var state = PoolState(maxSessions: 3, maxWaiters: 1)
    for _ in 1...3 { _ = state.lease() }
    #expect(state.release(2, isReusable: true) == .init())
    #expect(state.release(1, isReusable: true) == .init())
    #expect(state.lease() == .now(.use(1)))
    #expect(state.lease() == .now(.use(2)))
  }

  @Test func `waiters are served in the order they came`() {
    var state = PoolState(maxSessions: 1, maxWaiters: 9)
    _ = state.lease()
    let waiters = (1...3).map { _ in state.lease() }
    #expect(waiters == [.wait(1), .wait(2), .wait(3)])
    #expect(state.release(1, isReusable: true) == .init(grants: [1: .use(1)]))
    #expect(state.release(1, isReusable: true) == .init(grants: [2: .use(1)]))
    #expect(state.release(1, isReusable: true) == .init(grants: [3: .use(1)]))
    #expect(state.leasedCount == 1)
  }

  @Test func `a newcomer does not overtake a waiter`() {
    var state = PoolState(maxSessions: 1, maxWaiters: 9)
    _ = state.lease()
    _ = state.lease()
    #expect(state.release(1, isReusable: true) == .init(grants: [1: .use(1)]))
    #expect(state.lease() == .wait(2))
  }

  @Test func `a broken session is closed and its place goes to the next waiter`() {
    var state = PoolState(maxSessions: 1, maxWaiters: 9)
    _ = state.lease()
    _ = state.lease()
    #expect(state.release(1, isReusable: false) == .init(grants: [1: .open(2)], closes: [1]))
    #expect(state.leasedCount == 1)
    #expect(state.release(2, isReusable: false) == .init(closes: [2]))
    #expect(state.lease() == .now(.open(3)))
  }

  @Test func `a failed opening frees the place`() {
    var state = PoolState(maxSessions: 1, maxWaiters: 9)
    _ = state.lease()
    _ = state.lease()
    #expect(state.failed(1) == .init(grants: [1: .open(2)]))
    #expect(state.failed(2) == .init())
    #expect(state.lease() == .now(.open(3)))
  }

  @Test func `a cancelled waiter is told once and skipped`() {
    var state = PoolState(maxSessions: 1, maxWaiters: 9)
    _ = state.lease()
    _ = state.lease()
    _ = state.lease()
    #expect(state.cancel(1) == .init(grants: [1: .cancelled]))
    #expect(state.cancel(1) == .init())
    #expect(state.release(1, isReusable: true) == .init(grants: [2: .use(1)]))
    #expect(state.cancel(2) == .init())
  }

  @Test func `a session given back twice counts once`() {
    var state = PoolState(maxSessions: 2, maxWaiters: 9)
    _ = state.lease()
    #expect(state.release(1, isReusable: true) == .init())
    #expect(state.release(1, isReusable: true) == .init())
    #expect(state.release(7, isReusable: true) == .init())
    #expect(state.failed(7) == .init())
    #expect(state.idleCount == 1)
  }

  @Test func `closing refuses waiters and callers and closes what is idle`() {
    var state = PoolState(maxSessions: 2, maxWaiters: 9)
    _ = state.lease()
    _ = state.lease()
    _ = state.lease()
    #expect(state.close() == .init(grants: [1: .closed]))
    #expect(state.lease() == .now(.closed))
    #expect(state.release(1, isReusable: true) == .init(closes: [1]))
    #expect(!state.isDrained)
    #expect(state.release(2, isReusable: true) == .init(closes: [2], isDrained: true))
    #expect(state.close() == .init(isDrained: true))
  }

  @Test func `an unused pool is drained at once`() {
    var state = PoolState(maxSessions: 2, maxWaiters: 9)
    _ = state.lease()
    _ = state.release(1, isReusable: true)
    #expect(state.close() == .init(closes: [1], isDrained: true))
  }

  /// Random walks: never more sessions than allowed, nobody waits while a place is free.
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `no walk breaks the limits`(_ seed: UInt64) {
    var random = SeededRandom(seed)
    var state = PoolState(maxSessions: 3, maxWaiters: 4)
    var leased: [Int] = []
    var waiting: [Int] = []
    func take(_ grant: PoolState.Grant) {
      switch grant {
      case .use(let id), .open(let id): leased.append(id)
      case .full, .cancelled, .closed: break
      }
    }
    func obey(_ action: PoolState.Action) {
      for (waiter, grant) in action.grants {
        waiting.removeAll { $0 == waiter }
        take(grant)
      }
    }
    for _ in 0..<500 {
      switch Int.random(in: 0..<5, using: &random) {
      case 0, 1:
        switch state.lease() {
        case .now(let grant): take(grant)
        case .wait(let waiter): waiting.append(waiter)
        }
      case 2: if let waiter = waiting.randomElement(using: &random) { obey(state.cancel(waiter)) }
      default:
        guard let place = leased.indices.randomElement(using: &random) else { break }
        obey(state.release(leased.remove(at: place), isReusable: Bool.random(using: &random)))
      }
      #expect(Set(leased).count == leased.count)
      #expect(state.leasedCount == leased.count && leased.count + state.idleCount <= 3)
      #expect(waiting.count == state.waiterCount && waiting.count <= 4)
      #expect(waiting.isEmpty || leased.count == 3)
    }
  }
}

/// Numbers that are the same on every run (SplitMix64; Steele, Lea, Flood 2014).
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
