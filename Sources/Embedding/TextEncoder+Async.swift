// The same work for asynchronous callers, on a thread of its own.

package import Feed
import Synchronization

extension TextEncoder {
  /// The unit vectors of `texts`, in their order, without blocking the caller's thread.
  ///
  /// Throws `CancellationError` soon after the task is cancelled, between two batches.
  package func vectors(
    of texts: [String], progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> [Vector] {
    let stop = StopFlag()
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        ThreadCrew.detach {
          continuation.resume(
            returning: Result<[Vector], EmbeddingError> { () throws(EmbeddingError) in
              try self.encode(texts, progress: progress, isCancelled: { stop.isSet })
            })
        }
      }
    } onCancel: {
      stop.set()
    }
    if case .failure(let error) = result, error.code == .cancelled { throw CancellationError() }
    return try result.get()
  }
}

/// A flag that a cancelled task raises for threads that are not of its pool.
private final class StopFlag: Sendable {
  private let raised = Atomic(false)

  var isSet: Bool { raised.load(ordering: .relaxed) }

  func set() { raised.store(true, ordering: .relaxed) }
}
