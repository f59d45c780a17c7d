// The small parts of a review at a terminal: what can be typed, what is summed up, what a key makes of what is seen.

import Foundation
import Pipeline
import Service
import Store
import Taste
import Testing

@testable import gleaner

struct ReviewTests {
  @Test(
    arguments: [
      ("k", ReviewKey.word(.keep), nil), (" K ", .word(.keep), nil), ("keep", .word(.keep), nil),
      ("k for the tables", .word(.keep), "for the tables"),
      ("s too long", .word(.skip), "too long"), ("l", .word(.later), nil),
      ("b", .word(.save), nil), ("save for Sunday", .word(.save), "for Sunday"), ("a", .like, nil),
      ("approve", .like, nil), ("x", .word(.lessOfSource), nil), ("t", .word(.lessOfTopic), nil),
      ("less-topic", .word(.lessOfTopic), nil), ("j", .word(.next), nil), ("o", .open, nil),
      ("w", .why, nil), ("u", .undo, nil), ("q", .quit, nil), ("?", .keys, nil),
      ("", .nothing, nil),
      ("   ", .nothing, nil), ("z", .unknown("z"), nil), ("\u{1B}[A", .nothing, nil),
      ("kk", .unknown("kk"), nil), ("begin", .unknown("begin"), nil),
    ] as [(String, ReviewKey, String?)])
  func `a letter, a word, or either with a reason`(line: String, key: ReviewKey, reason: String?) {
    let typed = ReviewKey.line(line)
    #expect(typed.key == key && typed.reason == reason)
  }

  @Test func `every key of a page is a key of a terminal`() {
    for (key, does) in ReviewWords.keys {
      let meant = ReviewKey(.character(Character(key)))
      if case .unknown = meant { Issue.record("\(key): \(does)") }
      #expect(meant == ReviewKey.line(key).key)
    }
  }

  @Test(arguments: [
    (
      ReviewTally(kept: 5, skipped: 3, waiting: 4),
      "8 answered: 5 kept, 3 skipped; 4 wait. The next 'gleaner run' learns from them."
    ),
    (
      ReviewTally(kept: 1, waiting: 1),
      "1 answered: 1 kept; 1 waits. The next 'gleaner run' learns from it."
    ),
    (ReviewTally(postponed: 2), "Nothing answered; 2 put off until tomorrow; none waits."),
    (ReviewTally(waiting: 3), "Nothing answered; 3 wait."),
  ])
  func `a sitting ends with one sentence`(tally: ReviewTally, sentence: String) {
    #expect(tally.sentence == sentence)
  }

  @Test(arguments: [
    (0.0, "today 08:00"), (1, "yesterday 08:00"), (3, "3 days ago"), (40, "2025-12-11"),
  ])
  func `a card says when`(age: Double, when: String) {
    let item = ReviewScene.item("A short text.", age: age)
    #expect(ReviewWords.when(item, now: ReviewScene.now, zone: .gmt) == when)
  }

  // MARK: Keys and what they make

  private let size = ScreenSize.usual

  private func press(_ keys: String, _ state: inout ReviewState) -> [ReviewState.Effect] {
    keys.enumerated().map { place, key in
      state.press(.character(key), at: .seconds(place), size: size)
    }
  }

  @Test func `an answer names its item, and a proposal makes a like an approval`() {
    var state = ReviewScene.state(ReviewScene.item("A text."))
    #expect(
      press("ksljbxta", &state)
        == [.keep, .skip, .later, .next, .save, .lessOfSource, .lessOfTopic, .like].map {
          .say($0, of: 7, reason: nil)
        })
    var proposed = ReviewScene.state(ReviewScene.item("A text."), isProposed: true)
    #expect(press("a", &proposed) == [.say(.approve, of: 7, reason: nil)])
    #expect(press("uq", &state) == [.undo, .quit])
  }

  @Test func `pages turn and turn back, and a long one scrolls no further than its end`() {
    var state = ReviewScene.state(ReviewScene.item(ReviewScene.long))
    #expect(press("w", &state) == [.none] && state.page == .why)
    #expect(press("?", &state) == [.none] && state.page == .keys)
    #expect(press("o", &state) == [.none] && state.page == .whole)
    _ = press(String(repeating: " ", count: 30), &state)
    let end = state.past
    #expect(end == ReviewFrame(state, size: size).pastMax && end > 100)
    _ = press(String(repeating: "-", count: 30), &state)
    #expect(state.past == 0)
    _ = state.press(.down, at: .zero, size: size)
    #expect(state.past == 1)
    _ = state.press(.enter, at: .zero, size: size)
    #expect(state.page == .card && state.past == 0)
    #expect(press("k", &state) == [.say(.keep, of: 7, reason: nil)])
  }

  @Test func `a key that is held down counts twice at most, and other keys count as they come`() {
    var state = ReviewScene.state(ReviewScene.item("A text."))
    let times = [0, 500, 533, 566, 600, 900]
    let effects = times.map { state.press(.character("k"), at: .milliseconds($0), size: size) }
    #expect(effects.map { $0 != .none } == [true, true, false, false, false, true])
    let quick = "ks".enumerated().map { place, key in
      state.press(.character(key), at: .milliseconds(2_000 + place), size: size)
    }
    #expect(quick.allSatisfy { $0 != .none })
  }

  @Test func `a reason is typed, corrected, and kept with the next answer alone`() {
    var state = ReviewScene.state(ReviewScene.item("A text."))
    _ = press("rgood tablex", &state)
    for key in [TerminalKey.backspace, .pasted("s\u{1B}[1m and\nwhy"), .left, .enter] {
      #expect(state.press(key, at: .zero, size: size) == .none)
    }
    #expect(state.draft == nil && state.reason == "good tables and why")
    #expect(press("l", &state) == [.say(.later, of: 7, reason: nil)])
    #expect(press("k", &state) == [.say(.keep, of: 7, reason: "good tables and why")])
    state.receive(ReviewScene.sight(ReviewScene.item("Another.", id: 8)), said: "Kept.")
    #expect(state.reason == nil && state.said == "Kept.")
    _ = press("rnever mind", &state)
    _ = state.press(.escape, at: .zero, size: size)
    #expect(press("k", &state) == [.say(.keep, of: 8, reason: nil)])
  }

  @Test func `a paste and keys that are none do nothing`() {
    var state = ReviewScene.state(ReviewScene.item("A text."))
    for key in [TerminalKey.pasted("kkk"), .control("k"), .character("z"), .left, .home] {
      #expect(state.press(key, at: .zero, size: size) == .none)
    }
    #expect(state.page == .card)
  }

  @Test func `at the end one goes on, back, or away`() {
    var state = ReviewScene.state(nil)
    #expect(press("kwo", &state) == [.none, .none, .none] && state.page == .card)
    #expect(press("ju", &state) == [.begin, .undo])
    #expect(state.press(.enter, at: .seconds(9), size: size) == .quit)
  }
}
