// What only one process at a time does on one database. It saves work twice done; what keeps the data right when two
// are at it after all, because a connection broke, are the transactions themselves.

package import Postgres

/// A piece of work that no two processes do at once.
package enum Exclusive: Int, Sendable {
  /// A pass of the pipeline.
  case run = 0x676c_722e_7275_6e
  /// The scheduled worker.
  case worker = 0x676c_722e_776f_726b

  /// How often a waiting process asks again.
  private static let patience: Duration = .milliseconds(200)
  /// How often it has asked before it tells: who was just killed needs a moment to be gone.
  private static let quietRounds = 5

  fileprivate func take(
    _ lock: AdvisoryLock, _ onWait: (@Sendable (AlreadyAtWork) -> Void)?
  ) async throws {
    var round = 0
    while try await !lock.tryTake() {
      round += 1
      if round == Self.quietRounds {
        let other = AlreadyAtWork(what: self, holder: try await lock.holder())
        guard let onWait else { throw other }
        onWait(other)
      }
      try await Task.sleep(for: Self.patience)
    }
  }
}

extension Database {
  /// Runs `body` while no other process does the same; throws ``AlreadyAtWork`` when one does.
  ///
  /// With `onWait`, waits instead, and soon calls it, once, with who is at it.
  package func exclusively<Value: Sendable>(
    _ work: Exclusive, onWait: (@Sendable (AlreadyAtWork) -> Void)? = nil,
    _ body: () async throws -> Value
  ) async throws -> Value {
    let lock = try await AdvisoryLock(work.rawValue, pool.settings)
    let outcome: Result<Value, any Error>
    do {
      try await work.take(lock, onWait)
      outcome = .success(try await body())
    } catch {
      outcome = .failure(error)
    }
    await lock.release()
    return try outcome.get()
  }

  /// Whether this process is still the one that does a piece of work: a lock ends with its connection, and who holds it
  /// hears nothing of that.
  package func holds(_ work: Exclusive) async throws -> Bool {
    try await AdvisoryLock.holder(of: work.rawValue, pool)?.isNamesake ?? false
  }
}

/// Thrown, or told, when another process does the work already.
package struct AlreadyAtWork: Error, Sendable, CustomStringConvertible {
  package let what: Exclusive
  package let holder: AdvisoryLock.Holder?

  package var description: String {
    let who = holder.map { " (\($0.name), since \($0.since))" } ?? ""
    return switch what {
    case .run: "another run is at work on this database\(who)"
    case .worker: "another 'gleaner work' is at work on this database\(who)"
    }
  }
}
