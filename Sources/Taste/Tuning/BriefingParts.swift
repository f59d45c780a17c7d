// Three parts of what the person decided: one to learn from, one to choose by, one to be judged by. A story is in the same
// part for good, so that no later tuning learns from what an earlier one was judged by.

private import Feed
private import Glibc

/// What an answered item is used for.
package enum BriefingPart: String, Sendable, Hashable, CaseIterable {
  /// Examples and mistakes come from here.
  case train
  /// Chooses among briefings.
  case validation
  /// Says whether the chosen one is better; nothing else ever looks at it.
  case gate

  /// By a hash of the story's number.
  package init(story: Int64) {
    let bytes = Fingerprint(of: "part of \(story)").bytes.prefix(4)
    let number = bytes.reduce(0) { $0 << 8 | UInt64($1) }
    switch number % 100 {
    case ..<20: self = .train
    case ..<50: self = .validation
    default: self = .gate
    }
  }
}

/// The cases that a tuning uses.
package struct BriefingParts: Sendable {
  /// With fewer answers, or fewer of one kind, nothing can be told from chance.
  package static let casesMin = TuningPast.answersMin
  package static let ofEachMin = TuningPast.ofEachMin
  /// Of each kind in each part.
  static let inPartMin = 2

  package let train: [BriefingCase]
  package let validation: [BriefingCase]
  package let gate: [BriefingCase]

  /// The first of `cases` for each part, as many as the plan says.
  package init(_ cases: [BriefingCase], _ plan: BriefingPlan) {
    let parts = Dictionary(grouping: cases) { BriefingPart(story: $0.story) }
    train = Self.sample(parts[.train] ?? [], plan.train)
    validation = Self.sample(parts[.validation] ?? [], plan.validation)
    gate = Self.sample(parts[.gate] ?? [], plan.gate)
  }

  /// Why there is too little to tune by; nil where there is enough.
  package static func lack(_ cases: [BriefingCase]) -> String? {
    let wanted = cases.count(where: \.isWanted)
    let counts = "there are \(cases.count): \(wanted) wanted, \(cases.count - wanted) not"
    if cases.count < casesMin || min(wanted, cases.count - wanted) < ofEachMin {
      return "tuning a judge needs \(casesMin) answered items, at least \(ofEachMin) of each kind; "
        + counts
    }
    for part in BriefingPart.allCases {
      let some = cases.filter { BriefingPart(story: $0.story) == part }
      let wanted = some.count(where: \.isWanted)
      let least =
        switch part {
        case .train: 2 * inPartMin
        case .validation: BriefingPlan.validationMin
        case .gate: BriefingPlan.gateMin
        }
      guard min(wanted, some.count - wanted) < inPartMin || some.count < least else { continue }
      return
        "tuning a judge needs \(least) answered items for \(part.rawValue), \(inPartMin) of each kind, and by lot "
        + "\(wanted) wanted and \(some.count - wanted) unwanted ones fell there; \(counts)"
    }
    return nil
  }

  /// As many as `size`, the rarer kind up to one half, evenly mixed, so that any beginning is a sample too.
  ///
  /// Where one kind is drawn more often than the other, the odds are those of the sample (King, Zeng, Logistic Regression in
  /// Rare Events Data, Political Analysis 9, 2001, §4.1).
  static func sample(_ cases: [BriefingCase], _ size: Int) -> [BriefingCase] {
    let (wanted, other) = (cases.filter(\.isWanted), cases.filter { !$0.isWanted })
    let chosen = min(wanted.count, max(size / 2, size - other.count))
    let kinds = [
      Array(wanted.prefix(chosen)), Array(other.prefix(max(0, size - chosen))),
    ]
    let moved = offset(kinds[0].count, of: wanted.count) - offset(kinds[1].count, of: other.count)
    return kinds.flatMap { kind in
      kind.enumerated().map { (($0.offset * 2 + 1, kind.count), $0.element.shifted(by: moved)) }
    }
    .sorted { left, right in
      // (2i + 1) / 2n, without fractions.
      let (a, b) = (left.0.0 * right.0.1, right.0.0 * left.0.1)
      return (a, left.1.item) < (b, right.1.item)
    }
    .map(\.1)
  }

  private static func offset(_ drawn: Int, of all: Int) -> Double {
    drawn > 0 ? log(Double(drawn) / Double(all)) : 0
  }
}
