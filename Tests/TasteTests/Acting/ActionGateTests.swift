// One limit at a time; all together for a month: `ActionMonthSlowTests`.

import Feed
import Foundation
import Taste
import Testing

struct ActionGateTests {
  /// Noon in Greenwich.
  let now = Date(timeIntervalSince1970: 1_768_910_400)

  @Test func `where nothing was sent the way is open`() {
    #expect(gate([]).answer(wish(), now: now) == .now)
  }

  @Test func `what expires now is not sent any more`() {
    #expect(gate([]).answer(SendWish(notBefore: nil, expires: now), now: now) == .expired)
  }

  @Test func `nothing is sent before its undo window is over`() {
    let wish = SendWish(notBefore: after(600), expires: after(9_000))
    #expect(gate([]).answer(wish, now: now) == .notBefore(after(600)))
    #expect(gate([]).answer(wish, now: after(600)) == .now)
  }

  @Test func `two sends are a gap apart`() {
    #expect(gate([-60]).answer(wish(), now: now) == .notBefore(after(60)))
    #expect(gate([-120]).answer(wish(), now: now) == .now)
  }

  @Test func `an hour and a day have so many sends`() {
    let hour = (1...5).map { -Double($0) * 600 }
    #expect(gate(hour).answer(wish(), now: now) == .notBefore(after(600)))
    let day = (1...30).map { -Double($0) * 2_000 }
    #expect(
      gate(day) { $0.quiet = nil }.answer(wish(), now: now) == .notBefore(after(86_400 - 60_000)))
  }

  @Test func `a limit that ends in quiet hours ends after them`() {
    let late = after(10 * 3_600 - 30)
    #expect(
      gate([10 * 3_600 - 60]).answer(wish(), now: late) == .notBefore(after(19 * 3_600)))
  }

  @Test func `money that is spent comes back a day later`() {
    let past = [PastSend(at: after(-3_600), cost: 0.49), PastSend(at: after(-7_200), cost: 0.01)]
    let gate = ActionGate(past, limits: limits { $0.quiet = nil }, zone: .gmt)
    #expect(gate.answer(wish(cost: 0.015), now: now) == .notBefore(after(82_800)))
    #expect(gate.answer(wish(), now: now) == .now)
    #expect(gate.answer(wish(cost: 2), now: now) == .notBefore(wish().expires))
  }

  @Test func `one author gets so much a day, over all kinds, and others are not held up`() {
    let ann = SendSubject(kind: .like, author: "ann", thread: "one")
    let past = [
      PastSend(
        at: after(-7_200), subject: SendSubject(kind: .repost, author: "ann", thread: "two")),
      PastSend(
        at: after(-3_600), subject: SendSubject(kind: .like, author: "ann", thread: "three")),
    ]
    let gate = ActionGate(past, limits: limits { $0.quiet = nil }, zone: .gmt)
    #expect(gate.answer(wish(ann), now: now) == .notBefore(after(86_400 - 7_200)))
    #expect(gate.answer(wish(SendSubject(kind: .like, author: "bob")), now: now) == .now)
    #expect(gate.answer(wish(SendSubject(kind: .like)), now: now) == .now)
  }

  @Test func `one conversation gets one of a kind a day`() {
    let past = [
      PastSend(at: after(-3_600), subject: SendSubject(kind: .like, author: "ann", thread: "one"))
    ]
    let gate = ActionGate(past, limits: limits { $0.quiet = nil }, zone: .gmt)
    let (like, repost) = (
      SendSubject(kind: .like, author: "bob", thread: "one"),
      SendSubject(kind: .repost, author: "bob", thread: "one")
    )
    #expect(gate.answer(wish(like), now: now) == .notBefore(after(82_800)))
    #expect(gate.answer(wish(repost), now: now) == .now)
  }

  @Test func `an action is not held up by its own earlier tries`() {
    let subject = SendSubject(action: 7, kind: .like, author: "ann", thread: "one")
    let past = [-7_200.0, -3_600].map { PastSend(at: after($0), subject: subject) }
    let gate = ActionGate(past, limits: limits { $0.quiet = nil }, zone: .gmt)
    #expect(gate.answer(wish(subject), now: now) == .now)
    var other = subject
    other.action = 8
    #expect(gate.answer(wish(other), now: now) == .notBefore(after(82_800)))
  }

  @Test(arguments: [(0.0, 120.0), (0.5, 180), (1, 240)])
  func `a gap is as long as was drawn after the send before`(sway: Double, gap: Double) {
    let gate = ActionGate([PastSend(at: now, sway: sway)], limits: limits { _ in }, zone: .gmt)
    #expect(gate.answer(wish(), now: after(gap - 1)) == .notBefore(after(gap)))
    #expect(gate.answer(wish(), now: after(gap)) == .now)
  }

  @Test func `a look is no send, but costs`() {
    let past = (0..<9).map { PastSend(at: after(Double(-$0)), cost: 0.05, isSent: false) }
    let gate = ActionGate(past, limits: limits { $0.quiet = nil }, zone: .gmt)
    #expect(gate.answer(wish(cost: 0.05), now: now) == .now)
    #expect(gate.answer(wish(cost: 0.06), now: now) == .notBefore(after(86_400 - 8)))
  }

  @Test func `no cap of zero is ever open`() {
    #expect(
      gate([]) { $0.perDay = 0 }.answer(wish(), now: now) == .notBefore(wish().expires))
  }

  @Test func `sends that a wrong clock put into the future count`() {
    #expect(gate([300]).answer(wish(), now: now) == .notBefore(after(420)))
  }

  private func wish(_ subject: SendSubject = SendSubject(), cost: Double = 0) -> SendWish {
    SendWish(notBefore: nil, expires: after(48 * 3_600), cost: cost, subject: subject)
  }

  private func after(_ seconds: TimeInterval) -> Date { now.addingTimeInterval(seconds) }

  private func limits(_ change: (inout ActionLimits) -> Void) -> ActionLimits {
    var limits = ActionLimits()
    change(&limits)
    return limits
  }

  private func gate(
    _ past: [TimeInterval], _ change: (inout ActionLimits) -> Void = { _ in }
  ) -> ActionGate {
    ActionGate(past.map { PastSend(at: after($0)) }, limits: limits(change), zone: .gmt)
  }
}
