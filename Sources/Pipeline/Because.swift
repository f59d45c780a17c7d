// The one line under an item: which of the person's own things speak for it, in words and not in numbers.

import Store
import Taste

/// Words for a decision that a score made.
enum Because {
  /// Beside the largest share on its side, one of less than this part of it is noise to a reader.
  static let noticeable = 0.25
  /// What carries less than this part of all that speaks for an item is not why it was kept.
  static let least = 0.05

  /// `close to “A” and “B”`, with what speaks against it where that weighs.
  ///
  /// Only what is close is called so.
  static func sentence(_ decision: Decision, _ rationale: Rationale) -> String {
    let close = rationale.reasons.filter { $0.isClose && !$0.title.isEmpty }
    let bar = Self.least * (rationale.likeWanted ?? 0)
    let pro = weighty(close.filter { $0.share > 0 && $0.share >= bar })
    let contra = weighty(close.filter { $0.share < 0 }).first.map(against)
    let named = titles(pro, limit: 2).joined(separator: " and ")
    return words(decision, pro: named, contra: contra) + moved(decision)
  }

  /// The same where no reasons were looked for, which is where nothing nearly reached a threshold.
  static func plain(_ decision: Decision) -> String {
    (decision.verdict == .skip ? "far from what you like" : decision.reason) + moved(decision)
  }

  /// Of a line that stands below a title, no more letters are read.
  static let lettersMax = 240

  /// What a judge said of a decision that is not its own: its words where there is room, else what it thinks.
  static func also(_ opinion: JudgeOpinion, after reason: String) -> String {
    let words = opinion.words.map { "; the judge: \($0)" } ?? "; \(opinion.said)"
    return reason.count + words.count <= lettersMax ? words : "; \(opinion.said)"
  }

  private static func weighty(_ reasons: [Reason]) -> [Reason] {
    let sorted = reasons.sorted { abs($0.share) > abs($1.share) }
    let bar = noticeable * (sorted.first.map { abs($0.share) } ?? 0)
    return sorted.filter { abs($0.share) >= bar }
  }

  private static func words(_ decision: Decision, pro: String, contra: String?) -> String {
    switch (decision.verdict, pro.isEmpty) {
    case (.keep, false): return "close to \(pro)"
    case (.keep, true):
      return "close to nothing of yours in particular, but unlike most of what comes in"
    case (.skip, false):
      return "too far from what you like; nearest is \(pro)" + (contra.map { ", but \($0)" } ?? "")
    case (.skip, true):
      return "like nothing that you wrote or liked" + (contra.map { "; rather \($0)" } ?? "")
    case (.review, false):
      return "borderline: close to \(pro)" + (contra.map { ", but also \($0)" } ?? "")
    case (.review, true):
      return "borderline: close to nothing of yours, "
        + (contra.map { "rather \($0)" } ?? "nor to what else came in")
    }
  }

  private static func moved(_ decision: Decision) -> String {
    decision.ruleName.map { " (moved by rule '\($0)')" } ?? ""
  }

  private static func against(_ reason: Reason) -> String {
    let how =
      switch reason.evidence.flatMap(Evidence.init(rawValue:)) {
      case .background: "which you have not judged"
      case .muted: "of an interest that you muted"
      default: "which you did not want"
      }
    return "like “\(reason.title)”, \(how)"
  }

  /// Quoted titles without repetition.
  private static func titles(_ reasons: [Reason], limit: Int) -> [String] {
    var seen: Set<String> = []
    return reasons.filter { seen.insert($0.title).inserted }.prefix(limit).map { "“\($0.title)”" }
  }
}
