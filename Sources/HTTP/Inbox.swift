// The letter box between callers and the loop's thread. Callers put jobs and cancellations in and
// wake the loop; the loop empties it. Nothing else is shared.

import Synchronization

/// One leg to be carried out, and where its result goes.
struct Job: Sendable {
  typealias Outcome = Result<Exchange, LegFailure>

  let id: UInt64
  let leg: Leg
  /// Called when the request is about to be sent.
  let onStart: @Sendable () -> Void
  let reply: CheckedContinuation<Outcome, Never>

  /// Answers with a fault that happened before or outside the transfer.
  func refuse(_ fault: TransferFault) {
    reply.resume(returning: .failure(LegFailure(error: fault.error(for: leg), partial: nil)))
  }
}

/// Jobs and cancellations on their way to the loop.
final class Inbox: Sendable {
  /// What the loop takes out at once.
  struct Mail: Sendable {
    var jobs: [Job] = []
    var cancelled: [UInt64] = []
    var isClosed = false
  }

  private struct State {
    var mail = Mail()
    var lastID: UInt64 = 0
    /// Given out and not yet handed in: a cancellation may come before its job.
    var expected: Set<UInt64> = []
    var cancelledEarly: Set<UInt64> = []
  }

  private let state = Mutex(State())

  /// A number for a job that will be handed in.
  func expect() -> UInt64 {
    state.withLock { state in
      state.lastID += 1
      state.expected.insert(state.lastID)
      return state.lastID
    }
  }

  /// Hands a job in; false if it was refused at once, and answered.
  func submit(_ job: Job) -> Bool {
    let fault: TransferFault? = state.withLock { state in
      state.expected.remove(job.id)
      if state.mail.isClosed { return .closed }
      if state.cancelledEarly.remove(job.id) != nil { return .cancelled }
      state.mail.jobs.append(job)
      return nil
    }
    if let fault { job.refuse(fault) }
    return fault == nil
  }

  /// Asks for a job to be given up, now or when it comes.
  func cancel(_ id: UInt64) {
    state.withLock { state in
      if state.expected.contains(id) {
        state.cancelledEarly.insert(id)
      } else {
        state.mail.cancelled.append(id)
      }
    }
  }

  /// No more jobs; true the first time.
  func close() -> Bool {
    state.withLock { state in
      defer { state.mail.isClosed = true }
      return !state.mail.isClosed
    }
  }

  /// Everything that has come since the last time.
  func take() -> Mail {
    state.withLock { state in
      defer { state.mail = Mail(isClosed: state.mail.isClosed) }
      return state.mail
    }
  }
}
