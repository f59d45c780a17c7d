// The one line under an item: which of the person's own things speak for it, in words and not in numbers.

import Store
import Taste

/// Words for a decision that a score made.
enum Because {
  /// Beside the largest share, one of less than this part of it is noise to a reader.
  static let noticeable = 0.25

  /// `like “A” and “B”`, with what speaks against it where that weighs; the decision's own reason where nothing does.
  static func sentence(_ decision: Decision, _ reasons: [Reason]) -> String {
    let sorted = reasons.sorted { abs($0.share) > abs($1.share) }
    let least = noticeable * (sorted.first.map { abs($0.share) } ?? 0)
    let pro = titles(sorted.filter { $0.share >= least }, limit: 2)
    let contra = titles(sorted.filter { $0.share <= -least }, limit: 1)
    switch decision.verdict {
    case .keep:
      guard !pro.isEmpty else { return decision.reason }
      return "close to \(pro.joined(separator: " and "))" + moved(decision)
    case .skip:
      guard let first = pro.first else { return "like nothing that you wrote or liked" }
      return "too far from what you like; nearest is \(first)" + moved(decision)
    case .review:
      let against = contra.isEmpty ? "" : ", but also to \(contra[0]), which you passed by"
      guard !pro.isEmpty else { return decision.reason }
      return "borderline: close to \(pro.joined(separator: " and "))\(against)" + moved(decision)
    }
  }

  private static func moved(_ decision: Decision) -> String {
    decision.ruleName.map { " (moved by rule '\($0)')" } ?? ""
  }

  /// Quoted titles without repetition: several passages of one note are one reason.
  private static func titles(_ reasons: [Reason], limit: Int) -> [String] {
    var seen: Set<Substring> = []
    let fresh = reasons.filter { !$0.title.isEmpty && seen.insert(note($0.title)).inserted }
    return fresh.prefix(limit).map { "“\($0.title)”" }
  }

  /// The note that a passage is from: its title without the headings below.
  private static func note(_ title: String) -> Substring {
    title.firstRange(of: " – ").map { title[..<$0.lowerBound] } ?? title[...]
  }
}
