// What can be typed at a card: one letter, or the word that it stands for. Whatever follows an answer is its reason.

import Service

/// One line typed at a card.
enum ReviewKey: Hashable {
  case keep(reason: String?)
  case skip(reason: String?)
  case later, open, why, undo, help, quit
  /// Enter alone.
  case nothing
  case unknown(String)

  static let list = [
    ("k", "keep it; what you write after the letter is kept as the reason: k for the tables"),
    ("s", "skip it, with a reason or without"),
    ("l", "later: ask again tomorrow, learn nothing"),
    ("o", "open: the address and more of the text"),
    ("w", "why it is unsure: what speaks for it and against it"),
    ("u", "undo the last answer"),
    ("q", "quit; every answer is kept already"),
    ("?", "this list"),
  ]

  init(_ line: String) {
    let words = TerminalText.clean(line).split(separator: " ", maxSplits: 1)
    let rest = words.dropFirst().first.map { TerminalText.excerpt(String($0), limit: 500) }
    switch words.first?.lowercased() {
    case nil: self = .nothing
    case "k", "keep": self = .keep(reason: rest)
    case "s", "skip": self = .skip(reason: rest)
    case "l", "later": self = .later
    case "o", "open": self = .open
    case "w", "why": self = .why
    case "u", "undo": self = .undo
    case "?", "h", "help": self = .help
    case "q", "quit", "exit": self = .quit
    case let word?: self = .unknown(TerminalText.excerpt(word, limit: 20))
    }
  }
}
