// Rules over the past: what each would have changed, which never get a word in, and where two want different things. The
// rules are matched once for each item; what would be without one of them follows from that alone.

/// What became of rules that were tried.
package struct RuleTrial: Sendable {
  /// One verdict instead of another.
  package struct Change: Sendable, Hashable {
    package let from: Verdict
    package let to: Verdict

    package init(from: Verdict, to: Verdict) {
      self.from = from
      self.to = to
    }

    package var isNone: Bool { from == to }
  }

  /// An item that shows what a rule does.
  package struct Example: Sendable, Hashable {
    package let id: Int64
    package let title: String
    package let change: Change
  }

  /// What one rule did.
  package struct Finding: Sendable, Hashable {
    package let rule: Rule
    /// Items that it matched, and those of them about which it had the last word.
    package fileprivate(set) var fired = 0
    package fileprivate(set) var decided = 0
    /// Decisions that would be others without it.
    package fileprivate(set) var changes: [Change: Int] = [:]
    package fileprivate(set) var examples: [Example] = []
    /// How often an earlier rule decided before it, by that rule's name.
    package fileprivate(set) var overruledBy: [String: Int] = [:]
    /// Items that the person decided otherwise.
    package fileprivate(set) var againstPerson = 0

    package var changed: Int { changes.values.reduce(0, +) }
    package var neverFires: Bool { fired == 0 }
    /// Whether others always decide before it.
    package var isAlwaysOverruled: Bool {
      fired > 0 && decided == 0 && rule.effect.verdict != nil
    }
  }

  /// Two rules that want different things of the same items; the first has its way.
  package struct Disagreement: Sendable, Hashable {
    package let first: Rule
    package let second: Rule
    package fileprivate(set) var count = 0
    package fileprivate(set) var examples: [Example] = []
  }

  /// Examples kept of each finding.
  private static let examplesMax = 5

  package private(set) var items = 0
  /// In the order of the rules.
  package private(set) var findings: [Finding]
  /// Decisions that would be others without all rules that were tried.
  package private(set) var together: [Change: Int] = [:]
  package private(set) var disagreements: [Disagreement] = []

  private let book: RuleBook
  private let thresholds: Thresholds
  private let tried: [Int]

  /// Tries the rules of `book` that have one of these names over `past`.
  package init(
    _ book: RuleBook, trying names: Set<String>, over past: [PastDecision], thresholds: Thresholds
  ) {
    self.book = book
    self.thresholds = thresholds
    tried = book.rules.indices.filter { names.contains(book.rules[$0].name) }
    findings = tried.map { Finding(rule: book.rules[$0]) }
    for decision in past { add(decision) }
    disagreements.sort { $0.count > $1.count }
  }

  private mutating func add(_ past: PastDecision) {
    items += 1
    let fired = book.fired(on: past.facts, now: past.at)
    guard fired.contains(where: { tried.contains($0) }) else { return }
    let verdict = verdict(past, fired)
    let decider = fired.first { book.rules[$0].effect.verdict != nil }
    for (number, place) in tried.enumerated() where fired.contains(place) {
      let change = Change(from: self.verdict(past, fired.filter { $0 != place }), to: verdict)
      note(past, change, by: number, decider: decider)
    }
    note(past, fired, decider: decider)
    guard !past.isPersons else { return }
    let before = self.verdict(past, fired.filter { !tried.contains($0) })
    if before != verdict { together[Change(from: before, to: verdict), default: 0] += 1 }
  }

  private func verdict(_ past: PastDecision, _ fired: [Int]) -> Verdict {
    Decide.decide(
      probability: past.logOdds.flatMap { Decide.boosted(0.5, by: $0) }, uncertainty: nil,
      rules: book.outcome(of: fired), thresholds: thresholds
    ).verdict
  }

  private mutating func note(
    _ past: PastDecision, _ change: Change, by number: Int, decider: Int?
  ) {
    let place = tried[number]
    findings[number].fired += 1
    if let wanted = book.rules[place].effect.verdict, let decider {
      if decider == place {
        findings[number].decided += 1
      } else {
        findings[number].overruledBy[book.rules[decider].name, default: 0] += 1
      }
      if past.isPersons, past.verdict != wanted { findings[number].againstPerson += 1 }
    }
    guard !past.isPersons, !change.isNone else { return }
    findings[number].changes[change, default: 0] += 1
    Self.keep(past, change, in: &findings[number].examples)
  }

  /// Notes rules that want something else than the one that decides.
  private mutating func note(_ past: PastDecision, _ fired: [Int], decider: Int?) {
    guard let decider, let verdict = book.rules[decider].effect.verdict else { return }
    for place in fired where tried.contains(place) || tried.contains(decider) {
      guard let wanted = book.rules[place].effect.verdict, wanted != verdict else { continue }
      let (first, second) = (book.rules[decider], book.rules[place])
      var index = disagreements.firstIndex { $0.first == first && $0.second == second }
      if index == nil {
        disagreements.append(Disagreement(first: first, second: second))
        index = disagreements.count - 1
      }
      guard let index else { continue }
      disagreements[index].count += 1
      Self.keep(past, Change(from: wanted, to: verdict), in: &disagreements[index].examples)
    }
  }

  private static func keep(
    _ past: PastDecision, _ change: Change, in examples: inout [Example]
  ) {
    guard examples.count < examplesMax else { return }
    examples.append(Example(id: past.id, title: past.facts.title, change: change))
  }
}
