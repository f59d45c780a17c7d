// Clock, sleep and dice as one argument, so that tests wait for nothing and nothing in them is left to chance.

package import FoundationEssentials

/// What the router knows of time and chance.
package struct Timing: Sendable {
  /// For pauses: it never jumps.
  package var now: @Sendable () -> ContinuousClock.Instant
  /// For dates that servers name.
  package var date: @Sendable () -> Date
  package var sleep: @Sendable (Duration) async throws -> Void
  /// From 0 to below 1.
  package var dice: @Sendable () -> Double

  package init(
    now: @escaping @Sendable () -> ContinuousClock.Instant, date: @escaping @Sendable () -> Date,
    sleep: @escaping @Sendable (Duration) async throws -> Void,
    dice: @escaping @Sendable () -> Double
  ) {
    self.now = now
    self.date = date
    self.sleep = sleep
    self.dice = dice
  }

  /// The world's.
  package static let real = Timing(
    now: { .now }, date: { Date() }, sleep: { try await Task.sleep(for: $0) },
    dice: { Double.random(in: 0..<1) })
}
