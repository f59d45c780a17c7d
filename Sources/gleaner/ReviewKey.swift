// What a key says at a card: the same on a full screen, where a key is a key, and line by line, where it is a letter or the
// word that it stands for, and whatever follows an answer is its reason.

import Pipeline
import Service
import Store

/// One thing that the person says.
enum ReviewKey: Hashable {
  case word(ReviewWord)
  /// Like, or approve what is proposed.
  case like
  case undo, why, open, keys, quit
  /// Write a reason first.
  case reason
  /// Further on, and back, by screenfuls or by lines.
  case onward, backward, down, up
  /// Enter or Escape.
  case nothing
  case unknown(String)

  /// Letters of a reason.
  static let reasonMax = 500

  /// The keys that a screen has beside those of every card.
  static let ofScreen = [
    ("r", "write a reason, which is kept with the answer that follows"),
    ("space", "further on in a long text; backspace goes back, the arrows go by lines"),
    ("enter", "back to the card"), ("?", "this list"),
    ("q", "quit; every answer is kept already"),
  ]
  /// Those that it has line by line.
  static let ofLines = [
    ("?", "this list"), ("q", "quit; every answer is kept already"),
    ("", "what you write after an answer is kept as its reason: k for the tables"),
  ]

  /// A key of a keyboard.
  init(_ key: TerminalKey) {
    self =
      switch key {
      case .character(" "), .pageDown: .onward
      case .character("-"), .backspace, .pageUp: .backward
      case .character(let letter): Self.letter(letter.lowercased())
      case .right: .word(.next)
      case .down: .down
      case .up: .up
      case .enter, .escape: .nothing
      case .control, .left, .home, .end, .pasted: .unknown("")
      }
  }

  /// A line that was typed, and its reason.
  static func line(_ line: String) -> (key: ReviewKey, reason: String?) {
    let words = TerminalText.clean(line).split(separator: " ", maxSplits: 1)
    let rest = words.dropFirst().first.map { TerminalText.excerpt(String($0), limit: reasonMax) }
    guard let first = words.first?.lowercased() else { return (.nothing, nil) }
    return (first.count == 1 ? letter(first) : name(first), rest)
  }

  private static func letter(_ letter: String) -> ReviewKey {
    switch letter {
    case "k": .word(.keep)
    case "s": .word(.skip)
    case "l": .word(.later)
    case "a": .like
    case "b": .word(.save)
    case "x": .word(.lessOfSource)
    case "t": .word(.lessOfTopic)
    case "j": .word(.next)
    case "u": .undo
    case "w": .why
    case "o": .open
    case "r": .reason
    case "?", "h": .keys
    case "q": .quit
    default: .unknown(TerminalText.excerpt(letter, limit: 20))
    }
  }

  private static func name(_ name: String) -> ReviewKey {
    switch name {
    case "like", "approve": .like
    case "undo": .undo
    case "why": .why
    case "open": .open
    case "help", "keys": .keys
    case "quit", "exit": .quit
    default:
      ReviewWord(rawValue: name).flatMap { $0 == .begin || $0 == .more ? nil : .word($0) }
        ?? .unknown(TerminalText.excerpt(name, limit: 20))
    }
  }
}
