// Actions as lists and receipts word them at a terminal: with the command that helps.

import Feed
import Pipeline
import Service
import Store
import Taste

extension ActionWords {
  /// `  12  proposed  like      93%  matt@mastodon.social  Title  (Author)`, on one line where the terminal has an edge.
  static func line(_ row: ActionRow, _ terminal: Terminal) -> String {
    let chance = row.probability.map { "\(Int(($0 * 100).rounded()))%" } ?? "–"
    let head =
      left("\(row.id)", 7) + "  " + right(row.state.rawValue, 10) + right(row.kind.rawValue, 9)
      + left(chance, 5) + "  " + right(row.account.text, 24) + " "
    let author = row.author.map { "  (\(TerminalText.excerpt($0, limit: 60)))" } ?? ""
    guard terminal.hasEdge else { return head + title(row) + author }
    let room = max(20, terminal.columns - TerminalText.width(head))
    return head + TerminalText.fit(title(row) + author, columns: room)
  }

  private static func left(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private static func right(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// What the person's word did, in one line, with what to do where it did nothing.
  static func answer(_ receipt: ActionReceipt, _ row: ActionRow) -> String {
    let words = ActionWords.receipt(receipt, row)
    return switch receipt {
    case .changed: words
    case .unchanged(let state): words + (remedy(state).map { ": \($0)" } ?? "")
    case .edited: "\(words) with 'gleaner actions why \(row.id)'"
    case .byHand: words
    case .missing: "\(words); 'gleaner actions list' shows them with their numbers"
    }
  }

  private static func remedy(_ state: ActionState) -> String? {
    switch state {
    case .proposed: "'gleaner actions reject' says no to it"
    case .approved: "'gleaner actions reject' takes it back before it is sent"
    case .sending: "try again in a moment"
    case .unknown: "'gleaner actions run' finds out whether it happened"
    case .done: "'gleaner actions undo' takes it back"
    default: nil
    }
  }

  /// `stopped (matt@x.com, like): why; 'gleaner actions resume' lifts it`.
  static func told(_ stop: ActionStop) -> String {
    "\(stopped(stop)); 'gleaner actions resume' lifts it"
  }
}
