// What one run has learned of one provider. Pure: the time is an argument, and what to do is a value.

/// Whether a provider may be asked, and how.
package struct ProviderState: Sendable {
  typealias Instant = ContinuousClock.Instant

  package internal(set) var dialect = Dialect()
  /// Why it is not asked any more.
  package private(set) var off: ModelError?
  private var failures = 0
  /// Questions in a row that it did not take.
  private var refusals = 0
  private var restsUntil: Instant?
  private var lastError: ModelError?
  /// When calls of the last minute started, the oldest first.
  private var starts: [Instant] = []

  /// So many questions in a row are not the questions' fault.
  private static let refusalsMax = 3

  /// Nil: it may be asked as far as its health goes.
  func obstacle(at now: Instant) -> ModelError? {
    if let off { return off }
    guard let restsUntil, restsUntil > now, let lastError else { return nil }
    let left = max(1, (restsUntil - now).components.seconds)
    return ModelError(
      lastError.code, "\(lastError.message); it is not asked again for \(left) s",
      context: lastError.context, cause: lastError.cause)
  }

  /// Takes a place among the calls of a minute, or says how long to wait for one.
  mutating func turn(at now: Instant, perMinute: Int?) -> Duration? {
    guard let perMinute else { return nil }
    starts.removeAll { now - $0 >= .seconds(60) }
    if starts.count >= perMinute, let oldest = starts.first { return .seconds(60) - (now - oldest) }
    starts.append(now)
    return nil
  }

  mutating func succeeded() {
    (failures, refusals) = (0, 0)
    restsUntil = nil
  }

  mutating func failed(_ setback: Setback, at now: Instant, _ patience: Patience) {
    // That there is no money is nothing that the provider did.
    guard setback.error.code != .budget else { return }
    lastError = setback.error
    switch setback.course {
    case .end: return
    case .off: off = off ?? setback.error
    case .next:
      refusals += 1
      if refusals >= Self.refusalsMax { rest(now, setback, patience) }
    case .again, .rest: rest(now, setback, patience)
    }
  }

  private mutating func rest(_ now: Instant, _ setback: Setback, _ patience: Patience) {
    // Calls that were under way together fail together, and are one failure.
    if let restsUntil, restsUntil > now { return }
    failures += 1
    restsUntil = now + patience.rest(after: failures, asked: setback.retryAfter)
  }
}
