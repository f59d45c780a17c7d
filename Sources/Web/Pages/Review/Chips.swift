// Reasons as short labels: what the eye takes in before it reads.

import Feed
import Markup
import Pipeline
import Service
import Store
import Taste

enum Chips {
  private static let lettersMax = 90

  /// The chips of an item; nothing where there is nothing to say.
  static func list(_ item: DecidedItem, proposal: ActionRow?) -> Hypertext {
    let words =
      [proposal.map { "proposed: \($0.kind.rawValue) by \($0.account.text)" }]
      + [
        JudgeWords.line(item.outcome), like(item.outcome, isFor: true),
        like(item.outcome, isFor: false),
      ]
      + [item.outcome?.rationale.interest.map { "interest: \($0.name)" }]
      + (item.outcome?.rationale.rules ?? []).prefix(2).map { "rule: \($0.name)" }
    let chips = words.compactMap(\.self)
    guard !chips.isEmpty else { return "" }
    let list = chips.map { word -> Hypertext in
      "<li>\(TerminalText.excerpt(word, limit: lettersMax))</li>\n"
    }
    return "<ul class=\"chips\">\n\(list)</ul>\n"
  }

  /// The strongest reason on one side, where it is close.
  private static func like(_ outcome: DecidedItem.Outcome?, isFor: Bool) -> String? {
    let reason = outcome?.reasons.first { $0.isClose && ($0.share > 0) == isFor }
    guard let reason else { return nil }
    let evidence = reason.evidence.flatMap(Evidence.init(rawValue:))
    guard let evidence, evidence.isDecision || evidence.isText else { return nil }
    // The sentence below has it already.
    guard outcome?.reason.contains(reason.title) == false else { return nil }
    return "near “\(reason.title)”, which \(evidence.words)"
  }
}
