// What was measured last. Measuring replays the past many times, so a page shows what is there, with its date, and measures
// when it is told to.

import FoundationEssentials

/// What was found, when, and with which version of the profile.
struct Measured<Finding: Sendable>: Sendable {
  let finding: Finding
  let at: Date
  /// The version that was the newest.
  let profile: Int64
  /// Tells it from other measurements of this process.
  let number: Int
}

/// Keeps the last measurement of this process.
actor MeasuringBoard<Finding: Sendable> {
  private(set) var last: Measured<Finding>?
  private var isMeasuring = false

  /// Measures and keeps what comes of it; throws a 409 where that is under way already.
  func measure(
    at now: Date, profile: Int64, _ body: @Sendable () async throws -> Finding
  ) async throws {
    guard !isMeasuring else {
      throw Refusal(.conflict, "that is under way already: look again in a moment")
    }
    isMeasuring = true
    defer { isMeasuring = false }
    let finding = try await body()
    last = Measured(
      finding: finding, at: now, profile: profile, number: (last?.number ?? 0) + 1)
  }
}
