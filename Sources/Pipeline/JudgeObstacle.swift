// Why a run does not ask a judge about an item: in words that name the remedy where there is one.

package import Taste

/// What stands between an item and a judge.
package enum JudgeObstacle: Sendable, Hashable {
  case noProfile
  case noVector
  case answered(Verdict)
  /// With the rule's reason.
  case rule(String)
  /// With what stands in the way of every question.
  case nobody(String)
  case spent(String)
  /// With what became of it.
  case closed(String)
  case old(days: Int)
  case useless
  /// Enough of the items of late were asked about, as a share of them.
  case full(share: Double)
  /// Whatever the answer, the verdict stays.
  case settled(Verdict)

  /// Whether it holds for whoever asks for the question by hand, too: what a person wants to know is only what a run would
  /// not spend anything on.
  package var isFinal: Bool {
    switch self {
    case .noProfile, .noVector, .answered, .rule, .nobody, .spent, .closed: true
    case .old, .useless, .full, .settled: false
    }
  }

  /// One line.
  package var words: String {
    switch self {
    case .noProfile:
      "nothing is known of your taste yet; 'gleaner remember PATH' reads your notes and likes"
    case .noVector: "it has no vector yet; 'gleaner run' embeds and scores it first"
    case .answered(let verdict): "you decided it yourself (\(verdict.rawValue)), and that stands"
    case .rule(let reason): "a rule decides, and no judge is heard against it: \(reason)"
    case .nobody(let why), .spent(let why), .closed(let why): why
    case .old(let days): "it came more than \(days) days ago, and is not decided anew"
    case .useless: "the judge has been wrong so often by your answers that it has no say"
    case .full(let share):
      "of the items of 30 days \(Int((100 * share).rounded())) % were asked about, and no more are by themselves; "
        + "'judge: share' allows more"
    case .settled(let verdict): "no answer could change the verdict: \(verdict.rawValue)"
    }
  }
}
