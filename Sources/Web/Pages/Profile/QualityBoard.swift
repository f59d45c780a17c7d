// The figures as they were measured last. Measuring replays the past many times, so a page shows what is there, with its
// date, and measures when it is told to.

import FoundationEssentials
import Tuning

/// What was measured, and when.
struct MeasuredQuality: Sendable {
  let outcome: FeedbackEvaluation.Outcome
  let at: Date
  /// The version that was the newest.
  let profile: Int64
}

/// Keeps the last measurement of this process.
actor QualityBoard {
  private(set) var last: MeasuredQuality?
  private var isMeasuring = false

  /// Measures and keeps what comes of it; false where that is under way already.
  func measure(_ body: @Sendable () async throws -> MeasuredQuality) async throws -> Bool {
    guard !isMeasuring else { return false }
    isMeasuring = true
    defer { isMeasuring = false }
    last = try await body()
    return true
  }
}
