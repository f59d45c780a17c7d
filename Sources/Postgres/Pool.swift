// Connections that are shared. `PoolState` decides; this class holds what it decides about and does what it says.

import Synchronization

/// A bounded set of connections to one database.
///
/// Callers are served in the order they come. A connection that broke is dropped and replaced, so the pool recovers by
/// itself when the server comes back.
package final class Pool: Querying {
  private struct Contents {
    var state: PoolState
    var sessions: [PoolState.SessionID: Session] = [:]
    var waiting: [PoolState.WaiterID: CheckedContinuation<PoolState.Grant, Never>] = [:]
    /// Answers that came before the waiter had settled down to wait.
    var early: [PoolState.WaiterID: PoolState.Grant] = [:]
    var closers: [CheckedContinuation<Void, Never>] = []
  }

  /// What is left to do once the lock is released.
  private struct Errands {
    var resumptions: [(CheckedContinuation<PoolState.Grant, Never>, PoolState.Grant)] = []
    var closes: [Session] = []
    var closers: [CheckedContinuation<Void, Never>] = []
  }

  package let settings: ConnectionSettings
  private let contents: Mutex<Contents>

  /// A pool that connects when it is first used.
  package init(_ settings: ConnectionSettings, maxConnections: Int = 8, maxWaiters: Int = 10_000) {
    self.settings = settings
    contents = Mutex(
      Contents(state: PoolState(maxSessions: maxConnections, maxWaiters: maxWaiters)))
  }

  package func perform(_ sql: SQL) async throws(PostgresError) -> Answer {
    let (id, session) = try await lease()
    let result: Result<Answer, PostgresError>
    do throws(PostgresError) {
      result = .success(try await session.perform(sql))
    } catch {
      result = .failure(error)
    }
    await giveBack(id, session)
    return try result.get()
  }

  /// Lends one connection for the length of `body`; what `body` set on it, such as session variables, it must undo.
  package func withSession<Value: Sendable>(
    _ body: (Session) async throws -> Value
  ) async throws -> Value {
    let (id, session) = try await lease()
    do {
      let value = try await body(session)
      await giveBack(id, session)
      return value
    } catch {
      await giveBack(id, session)
      throw error
    }
  }

  /// Runs `body` in a transaction: committed when it returns, rolled back when it throws or the task is cancelled.
  package func transaction<Value: Sendable>(
    _ body: (Transaction) async throws -> Value
  ) async throws -> Value {
    try await withSession { try await $0.transaction(body) }
  }

  /// Refuses new work, waits until the connections that are lent come back, and closes all.
  package func close() async {
    await run { $0.close() }
    await withCheckedContinuation { continuation in
      let isDrained = contents.withLock { contents in
        if !contents.state.isDrained { contents.closers.append(continuation) }
        return contents.state.isDrained
      }
      if isDrained { continuation.resume() }
    }
  }

  private func lease() async throws(PostgresError) -> (PoolState.SessionID, Session) {
    switch await grant() {
    case .use(let id):
      guard let session = contents.withLock({ $0.sessions[id] }), await session.isAlive() else {
        return (id, try await open(id))
      }
      return (id, session)
    case .open(let id): return (id, try await open(id))
    case .full: throw PostgresError(.unavailable, "too many callers wait for a connection")
    case .cancelled: throw PostgresError(.cancelled, "cancelled while waiting for a connection")
    case .closed: throw PostgresError(.closed, "the pool is closed")
    }
  }

  private func grant() async -> PoolState.Grant {
    guard !Task.isCancelled else { return .cancelled }
    switch contents.withLock({ $0.state.lease() }) {
    case .now(let grant): return grant
    case .wait(let waiter):
      return await withTaskCancellationHandler {
        await withCheckedContinuation { settle(waiter, $0) }
      } onCancel: {
        cancel(waiter)
      }
    }
  }

  private func settle(
    _ waiter: PoolState.WaiterID, _ continuation: CheckedContinuation<PoolState.Grant, Never>
  ) {
    let early = contents.withLock { contents in
      let early = contents.early.removeValue(forKey: waiter)
      if early == nil { contents.waiting[waiter] = continuation }
      return early
    }
    if let early { continuation.resume(returning: early) }
  }

  private func cancel(_ waiter: PoolState.WaiterID) {
    let errands = decide { $0.cancel(waiter) }
    for (continuation, grant) in errands.resumptions { continuation.resume(returning: grant) }
  }

  private func open(_ id: PoolState.SessionID) async throws(PostgresError) -> Session {
    do throws(PostgresError) {
      let session = try Session(settings)
      try await session.open()
      contents.withLock { $0.sessions[id] = session }
      return session
    } catch {
      _ = contents.withLock { $0.sessions.removeValue(forKey: id) }
      await run { $0.failed(id) }
      throw error
    }
  }

  private func giveBack(_ id: PoolState.SessionID, _ session: Session) async {
    let isReusable = await session.settle()
    await run { $0.release(id, isReusable: isReusable) }
  }

  private func run(_ decision: (inout PoolState) -> PoolState.Action) async {
    let errands = decide(decision)
    for (continuation, grant) in errands.resumptions { continuation.resume(returning: grant) }
    for session in errands.closes { await session.close() }
    for closer in errands.closers { closer.resume() }
  }

  private func decide(_ decision: (inout PoolState) -> PoolState.Action) -> Errands {
    contents.withLock { contents in
      let action = decision(&contents.state)
      var errands = Errands()
      for (waiter, grant) in action.grants {
        if let continuation = contents.waiting.removeValue(forKey: waiter) {
          errands.resumptions.append((continuation, grant))
        } else {
          contents.early[waiter] = grant
        }
      }
      errands.closes = action.closes.compactMap { contents.sessions.removeValue(forKey: $0) }
      if action.isDrained { swap(&errands.closers, &contents.closers) }
      return errands
    }
  }
}

extension Pool {
  /// How many connections are lent at this moment.
  package var leasedCount: Int { contents.withLock { $0.state.leasedCount } }
}
