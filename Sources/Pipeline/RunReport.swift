// What a run did, counted by itself: the proof that unchanged input costs nothing.

package import Digest
import FoundationEssentials
package import Taste

/// The counts of one run and what came out of it.
package struct RunReport: Sendable {
  package var sources = 0
  /// Web sources whose time has not come.
  package var notDue = 0
  package var unchanged = 0
  package var failed = 0
  package var parsed = 0
  package var entries = 0
  package var added = 0
  package var changed = 0
  /// Items that are shown as they came, but say the same as before.
  package var refreshed = 0
  package var duplicates = 0
  /// Items that lost their words, as their authors took them back.
  package var withdrawn = 0
  /// What the person's likes on their networks taught.
  package var sync = SyncReport()
  package var embedded = 0
  /// Texts that the embedding model does not take.
  package var refused = 0
  /// Texts that have no vector yet, and why not.
  package var unembedded = 0
  package var embedHalt: String?
  /// What embedding has cost.
  package var embedCost = 0.0
  /// How far a new space of vectors is filled, where there is one.
  package var change: SpaceProgress?
  /// The profile that decided, or nil while nothing is known of the person.
  package var profile: Int64?
  package var builtProfile = false
  package var decided = 0
  package var verdicts: [Verdict: Int] = [:]
  package var judge = JudgeReport()
  package var acts = ActReport()
  /// Of a rehearsal: what would be done in the person's name.
  package var forecast: ActionForecast?
  package var edition: Edition?

  package init() {}

  /// True when nothing was new and nothing was written.
  package var isQuiet: Bool {
    parsed + added + changed + refreshed + embedded + decided + withdrawn + judge.asked
      + judge.cached + acts.proposed + acts.approved + sync.added + sync.withdrawn == 0
      && !builtProfile && change == nil && unembedded == 0
  }

  /// The counts by name, as `--json` shows them and the table `runs` keeps them.
  package var counts: [(name: String, value: Int)] {
    [
      ("sources", sources), ("not_due", notDue), ("unchanged", unchanged), ("failed", failed),
      ("parsed", parsed), ("entries", entries), ("items_added", added), ("items_changed", changed),
      ("items_refreshed", refreshed),
      ("duplicates", duplicates), ("items_withdrawn", withdrawn),
      ("labels_added", sync.added), ("labels_withdrawn", sync.withdrawn), ("embedded", embedded),
      ("unembedded", unembedded),
      ("refused_texts", refused),
      ("reembedded", change?.embedded ?? 0),
      ("reembedding_left", change.map { $0.isOver ? 0 : $0.total - $0.done } ?? 0),
      ("profile", Int(profile ?? 0)),
      ("profile_built", builtProfile ? 1 : 0), ("decided", decided),
      ("kept", verdicts[.keep] ?? 0), ("skipped", verdicts[.skip] ?? 0),
      ("for_review", verdicts[.review] ?? 0), ("asked", judge.asked),
      ("asked_before", judge.cached), ("unasked", judge.skipped), ("unanswered", judge.failed),
      ("actions_proposed", acts.proposed), ("actions_approved", acts.approved),
      ("in_digest", edition?.stories.count ?? 0),
    ]
  }

  /// Takes what came of embedding; `left` texts have no vector.
  mutating func add(_ embed: EmbedReport, left: Int) {
    embedded += embed.embedded
    refused += embed.refused
    embedHalt = embed.halt
    unembedded = left
  }

  /// The counts as a JSON object.
  var json: String {
    "{" + counts.map { "\"\($0.name)\": \($0.value)" }.joined(separator: ", ")
      + ", \"judge_cost\": \(judge.cost), \"embedding_cost\": \(embedCost)}"
  }
}
