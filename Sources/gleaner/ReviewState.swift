// A sitting at the terminal as a value: what is seen, and what a key makes of it. Screen and lines both ask it; neither
// decides anything.

import Foundation
import Pipeline
import Service
import Store

/// What is seen of a sitting.
struct ReviewState {
  /// What the middle of the screen shows.
  enum Page { case card, why, whole, keys }

  /// What has to be done outside.
  enum Effect: Hashable {
    case none
    case say(ReviewWord, of: Int64, reason: String?)
    case undo, begin, quit
  }

  /// The same answer again within such a time is a key that is held down: a hand is slower, a keyboard repeats faster.
  ///
  /// Its first repeat comes late, and looks like another press.
  private static let holdTime = Duration.milliseconds(100)

  let zone: TimeZone
  private(set) var sight: ReviewSight
  private(set) var page = Page.card
  /// Lines that have been scrolled past.
  private(set) var past = 0
  /// What the key before did.
  private(set) var said: String?
  /// A reason that is being typed.
  private(set) var draft: String?
  /// One that waits for its answer.
  private(set) var reason: String?
  private var held: (key: ReviewKey, at: Duration)?

  init(_ sight: ReviewSight, zone: TimeZone) {
    self.sight = sight
    self.zone = zone
  }

  var question: ReviewCase? { sight.view.question }

  /// What a key changes at once; what else there is to do is given back.
  mutating func take(_ key: ReviewKey, reason typed: String? = nil) -> Effect {
    said = nil
    switch key {
    case .word(.next) where question == nil: return .begin
    case .word(let word): return say(word, typed)
    case .like: return say(sight.view.proposal == nil ? .like : .approve, typed)
    case .undo: return .undo
    case .quit: return .quit
    case .why, .open, .keys: turn(to: key)
    case .reason: if question != nil { draft = reason ?? "" }
    case .nothing:
      guard question != nil || page != .card else { return .quit }
      if page == .card { said = "k keeps it, s skips it, l asks again tomorrow; ? lists the rest" }
      turn(to: .card)
    case .unknown(let word): if !word.isEmpty { said = "No key '\(word)'; ? lists them." }
    case .onward, .backward, .down, .up: break
    }
    return .none
  }

  /// A key of a keyboard, pressed `time` after the start, before a screen of this size.
  mutating func press(_ key: TerminalKey, at time: Duration, size: ScreenSize) -> Effect {
    guard draft == nil else {
      type(key)
      return .none
    }
    let meant = ReviewKey(key)
    defer { held = (meant, time) }
    switch meant {
    case .onward, .backward, .down, .up: scroll(meant, size)
    case .word, .like, .undo:
      if let held, held.key == meant, time - held.at < Self.holdTime { break }
      return take(meant)
    default: return take(meant)
    }
    return .none
  }

  /// What was done, and what is to be seen after it.
  mutating func receive(_ sight: ReviewSight, said: String?) {
    let isAnother = sight.view.question?.item.id != question?.item.id
    self.sight = sight
    self.said = said
    guard isAnother else { return }
    turn(to: .card)
    reason = nil
  }

  /// Shows a page from its top.
  mutating func turn(to page: Page) {
    self.page = page
    past = 0
  }

  private mutating func turn(to key: ReviewKey) {
    let wanted: Page =
      switch key {
      case .why: .why
      case .open: .whole
      default: .keys
      }
    guard question != nil || wanted == .keys else { return }
    turn(to: page == wanted ? .card : wanted)
  }

  private mutating func say(_ word: ReviewWord, _ typed: String?) -> Effect {
    guard let item = question?.item.id else {
      said = "Nothing is asked: j goes on, u takes back, q ends."
      return .none
    }
    return .say(word, of: item, reason: word.answer == nil ? nil : typed ?? reason)
  }

  private mutating func scroll(_ key: ReviewKey, _ size: ScreenSize) {
    let frame = ReviewFrame(self, size: size)
    let step =
      switch key {
      case .onward: max(1, frame.room - 1)
      case .backward: -max(1, frame.room - 1)
      case .down: 1
      default: -1
      }
    past = min(max(0, past + step), frame.pastMax)
  }

  private mutating func type(_ key: TerminalKey) {
    var text = draft ?? ""
    switch key {
    case .character(let letter): text.append(letter)
    case .pasted(let more): text += TerminalText.clean(more)
    case .backspace: _ = text.popLast()
    case .control("u"): text = ""
    case .escape: return draft = nil
    case .enter:
      let clean = TerminalText.clean(text).trimmingCharacters(in: .whitespaces)
      reason = clean.isEmpty ? nil : clean
      return draft = nil
    default: break
    }
    draft = String(text.prefix(ReviewKey.reasonMax))
  }
}
