// How often and how late something is tried again. Full jitter: a pause drawn from nothing to a bound that doubles
// (Brooker, "Exponential Backoff And Jitter", AWS 2015), so that many clients do not come back together.

/// The rules of trying again.
package struct Patience: Sendable, Hashable {
  /// Tries of one call at one provider.
  package var tries = 3
  package var firstBound: Duration = .milliseconds(500)
  package var longestBound: Duration = .seconds(8)
  /// A wish to be left alone that is longer is granted by asking somebody else meanwhile.
  package var longestWait: Duration = .seconds(20)
  /// How long a provider rests after it failed; doubled for each failure in a row.
  package var firstRest: Duration = .seconds(30)
  package var longestRest: Duration = .seconds(900)
  /// No wish of a server keeps it out for longer.
  package var longestWish: Duration = .seconds(3_600)

  package init() {}

  /// The pause before the next try; nil when it is not worth waiting for.
  func pause(after tries: Int, asked: Duration?, dice: Double) -> Duration? {
    guard tries < self.tries else { return nil }
    let bound = Self.doubled(firstBound, tries - 1, most: longestBound)
    let jitter = bound * dice
    guard let asked else { return jitter }
    guard asked <= longestWait else { return nil }
    // Never before the wish, and not all at that very moment.
    return asked + min(jitter, .seconds(1))
  }

  /// How long to leave a provider alone after so many failures in a row.
  func rest(after failures: Int, asked: Duration?) -> Duration {
    max(
      Self.doubled(firstRest, failures - 1, most: longestRest), min(asked ?? .zero, longestWish))
  }

  private static func doubled(_ first: Duration, _ times: Int, most: Duration) -> Duration {
    min(most, first * (1 << min(max(0, times), 20)))
  }
}
