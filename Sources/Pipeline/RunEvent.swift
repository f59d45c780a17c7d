// What a run tells while it goes on. The pipeline does not know who listens: a progress bar, a log, a test.

package import Feed

/// Something that happened in a run.
package enum RunEvent: Sendable, Hashable {
  case began(PipelineStage, total: Int)
  case advanced(PipelineStage, by: Int)
  case ended(PipelineStage)
  /// An index over the vectors of so many passages is about to be built.
  case indexing(passages: Int)
  /// Another process runs a pass on this database; this one waits for it.
  case waiting(for: String)
  /// A source that could not be pulled or parsed, and why, in one line.
  case sourceFailed(source: String, why: String, cause: PullCause)
  /// An account whose likes could not be read, and why, in one line.
  case syncFailed(account: String, why: String)
  /// Something that the person should know once, in one line.
  case noted(String)
  /// A language model that is not asked any more in this run, and why, in one line.
  case modelFailed(String)
  /// A text that the embedding model does not take, by its owner and number, and why; it is left out.
  case textRefused(String, why: String)
  /// How far a new space of vectors is filled, before and after a portion.
  case reembedding(SpaceProgress)
  /// Nearly no server could be connected to, so it is the network; and what one connection failed with.
  case offline(sources: Int, why: String)
}

/// Hears the events of a run, possibly from several tasks at once.
package typealias RunObserver = @Sendable (RunEvent) -> Void
