// When a permanent redirect is believed.

import Foundation
import Testing

@testable import Feed

struct MoveTests {
  let now = Date(timeIntervalSince1970: 1_768_896_000)
  let old = "https://old.example.org/feed"
  let new = "https://new.example.org/feed"

  /// The evidence after a pull a day, each redirected to one of `targets`.
  private func evidence(
    _ targets: [String?], every step: TimeInterval = 86_400, isSame: Bool = true
  ) -> Move? {
    var move: Move?
    for (day, target) in targets.enumerated() {
      let moment = now.addingTimeInterval(Double(day) * step)
      move = Move.after(move, target: target, now: moment)
      move?.isSame = isSame
    }
    return move
  }

  @Test func `the same target for a week is believed, and a day less is not`() {
    let week = evidence([String?](repeating: new, count: 8))
    #expect(week?.isRipe(from: old, now: now.addingTimeInterval(7 * 86_400)) == true)
    let less = evidence([String?](repeating: new, count: 7))
    #expect(less?.isRipe(from: old, now: now.addingTimeInterval(6 * 86_400)) == false)
  }

  @Test func `another feed is not believed, however long it is there`() {
    let move = evidence([String?](repeating: new, count: 30), isSame: false)
    #expect(move?.isRipe(from: old, now: now.addingTimeInterval(30 * 86_400)) == false)
  }

  @Test func `no move leads from https to http`() {
    let move = evidence([String?](repeating: "http://old.example.org/feed", count: 30))
    #expect(move?.isRipe(from: old, now: now.addingTimeInterval(30 * 86_400)) == false)
  }

  @Test func `two pulls are too few, however far apart`() {
    let move = evidence([new, new], every: 30 * 86_400)
    #expect(move?.isRipe(from: old, now: now.addingTimeInterval(30 * 86_400)) == false)
  }

  @Test func `another target, or none, begins anew`() {
    let other = evidence([new, new, new, "https://hotel.example/"])
    #expect(other?.seen == 1 && other?.since == now.addingTimeInterval(3 * 86_400))
    #expect(evidence([new, new, nil]) == nil)
  }

  @Test(
    arguments: [
      ("http://example.org/feed", "https://example.org/feed", true),
      ("http://example.org", "https://example.org/", true),
      ("http://example.org:80/feed", "https://example.org:443/feed", true),
      ("http://example.org/feed", "https://www.example.org/feed", false),
      ("http://example.org/feed", "https://example.org/login", false),
      ("https://example.org/feed", "http://example.org/feed", false),
    ])
  func `the same address with https is believed at once`(
    from: String, to: String, isBelieved: Bool
  ) {
    let move = Move.after(nil, target: to, now: now)
    #expect(move?.isRipe(from: from, now: now) == isBelieved)
  }
}
