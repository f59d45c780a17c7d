// A call that brought no answer, and what follows from that: the whole fall-over matrix is which course a failure gets.

/// A failed call.
struct Setback: Error {
  enum Course: Sendable, Hashable {
    /// It may pass: the same call again after a pause, then the provider rests.
    case again
    /// The provider rests, and the next is asked.
    case rest
    /// The provider cannot take this question; the next is asked.
    case next
    /// The provider is not asked again in this run.
    case off
    /// Nobody is asked this question.
    case end
  }

  let error: ModelError
  let course: Course
  /// Whether nothing can have been charged: it was refused, or never arrived.
  let isFree: Bool
  /// What the provider said, for learning its dialect.
  var said = ""
  /// How long it asked to be left alone.
  var retryAfter: Duration?

  init(
    _ code: ModelError.Code, _ message: String, at provider: String, course: Course,
    isFree: Bool, cause: (any Error)? = nil
  ) {
    error = ModelError(code, message, context: provider, cause: cause)
    self.course = course
    self.isFree = isFree
  }
}
