// Everything that a run is told, as one value.

package import Digest
package import Feed
package import Formats
package import Taste

/// The settings of a run.
package struct PipelineSettings: Sendable {
  /// The workspace; file sources are relative to it.
  package var root: String
  package var sources: [Source]
  package var rules: RuleBook
  package var thresholds: Thresholds
  /// The expected share of wanted items, 0 … 1.
  package var prior: Double
  package var digest: DigestSettings
  package var judge: JudgeOrder
  /// What reading X costs.
  package var x = XTerms()
  /// Whose likes are learned from.
  package var learning = LearningRules()
  /// What may be done in the person's name.
  package var actions: ActionRules

  /// The embedding model's name.
  package var model: String { digest.model }

  package init(
    root: String, sources: [Source], rules: RuleBook, thresholds: Thresholds, prior: Double,
    digest: DigestSettings, judge: JudgeOrder = JudgeOrder(), actions: ActionRules = ActionRules()
  ) {
    self.root = root
    self.sources = sources
    self.rules = rules
    self.thresholds = thresholds
    self.prior = prior
    self.digest = digest
    self.judge = judge
    self.actions = actions
  }
}
