// The river, in order. One word for each stage; the same word names its file here and its counts in a run.

/// A stage of the pipeline, in the order of the river.
package enum PipelineStage: String, Sendable, Hashable, CaseIterable, Comparable {
  case pull, parse, admit, sync, embed, score, decide, act, digest

  package static func < (left: PipelineStage, right: PipelineStage) -> Bool {
    left.position < right.position
  }

  private var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
