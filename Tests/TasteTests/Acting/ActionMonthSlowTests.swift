// Thirty days, ten thousand candidates, and a clock that is turned: at every instant every limit holds, and nothing is
// forgotten.

import Feed
import Foundation
import Taste
import Testing

struct ActionMonthSlowTests {
  /// One month in a life: its chance, its limits and where its clocks are.
  struct Setting: Sendable, CustomTestStringConvertible {
    let seed: UInt64
    let start: String
    let zone: String
    var limits = ActionLimits()

    var testDescription: String { "seed \(seed), \(zone)" }
  }

  static let settings: [Setting] = {
    var tight = ActionLimits()
    (tight.perHour, tight.perDay, tight.gap) = (2, 6, 1_200)
    (tight.perAuthor, tight.perThread) = (1, 1)
    var loose = ActionLimits()
    (loose.perHour, loose.perDay, loose.gap, loose.quiet) = (60, 600, 5, nil)
    (loose.perAuthor, loose.perThread) = (20, 5)
    var dear = ActionLimits()
    (dear.spendPerDay, dear.perDay, dear.quiet) = (0.07, 50, QuietHours("01:30-02:30"))
    var short = ActionLimits()
    (short.undo, short.expiry, short.quiet) = (7_200, 10_800, QuietHours("12:00-11:00"))
    return [
      // Both months have a change of clocks inside.
      Setting(seed: 1, start: "2026-03-10T00:00:00Z", zone: "Europe/Berlin"),
      Setting(seed: 2, start: "2026-10-12T00:00:00Z", zone: "Europe/Berlin"),
      Setting(seed: 3, start: "2026-03-01T00:00:00Z", zone: "America/New_York", limits: tight),
      Setting(seed: 4, start: "2026-10-20T00:00:00Z", zone: "America/New_York", limits: loose),
      Setting(seed: 5, start: "2026-03-20T00:00:00Z", zone: "Australia/Lord_Howe", limits: dear),
      Setting(seed: 6, start: "2026-06-01T00:00:00Z", zone: "Asia/Kathmandu", limits: short),
    ]
  }()

  @Test(arguments: settings)
  func `every limit holds at every instant of a month`(setting: Setting) throws {
    var month = try Month(setting)
    month.live()
    let sent = month.sends.sorted { $0.at < $1.at }
    #expect(!sent.isEmpty)
    for (index, send) in sent.enumerated() {
      let candidate = month.candidates[send.candidate]
      #expect(setting.limits.quiet?.contains(send.at, in: month.zone) != true, "\(send.at)")
      #expect(send.at < candidate.expires)
      #expect(send.at >= candidate.notBefore ?? .distantPast)
      if index > 0 {
        let gap = send.at.timeIntervalSince(sent[index - 1].at)
        #expect(gap >= setting.limits.gap * (1 + sent[index - 1].sway))
      }
      let hour = sent[...index].count { send.at.timeIntervalSince($0.at) < 3_600 }
      let day = sent[...index].filter { send.at.timeIntervalSince($0.at) < 86_400 }
      #expect(hour <= setting.limits.perHour)
      #expect(day.count <= setting.limits.perDay)
      #expect(day.count { $0.author == send.author } <= setting.limits.perAuthor)
      let same = day.filter { $0.thread == send.thread && $0.kind == send.kind }
      #expect(same.count <= setting.limits.perThread)
      #expect(day.reduce(0) { $0 + $1.cost } <= setting.limits.spendPerDay + 1e-9)
    }
    #expect(Set(sent.map(\.candidate)).count == sent.count, "something was sent twice")
    #expect(month.candidates.allSatisfy { $0.state.isFinal || $0.state == .done })
    print(
      "\(setting.testDescription): \(month.candidates.count) candidates, \(sent.count) sent, "
        + "\(month.candidates.count { $0.state == .expired }) expired, "
        + "\(month.candidates.count { $0.state == .rejected }) taken back")
  }
}

/// A month lived through, in memory: what the ledger does, with its own table of states.
private struct Month {
  struct Candidate {
    var state: ActionState
    let notBefore: Date?
    let expires: Date
    let cost: Double
    let subject: SendSubject
    /// When the person takes it back, if they do.
    let regret: Date?

    mutating func move(_ next: ActionState) {
      #expect(state.allows(next), "\(state) to \(next)")
      state = next
    }
  }

  struct Send {
    let candidate: Int
    let at: Date
    let cost: Double
    let subject: SendSubject
    let sway: Double

    var author: String? { subject.author }
    var thread: String? { subject.thread }
    var kind: ActionKind? { subject.kind }
  }

  let limits: ActionLimits
  let zone: TimeZone
  let start: Date
  var chance: SeededGenerator
  var candidates: [Candidate] = []
  var sends: [Send] = []
  private var arrivals: [Date] = []
  /// Those that are approved: the others need no look.
  private var open: [Int] = []

  init(_ setting: ActionMonthSlowTests.Setting) throws {
    limits = setting.limits
    zone = try #require(TimeZone(identifier: setting.zone))
    start = try Date(setting.start, strategy: .iso8601)
    chance = SeededGenerator(seed: setting.seed)
    let length = 30.0 * 86_400
    arrivals = (0..<10_000).map { _ in
      start.addingTimeInterval(Double.random(in: 0..<length, using: &chance))
    }.sorted()
  }

  mutating func live() {
    var clock = start
    let end = start.addingTimeInterval(30 * 86_400 + limits.expiry + 86_400)
    while clock < end {
      // Mostly forward by minutes; sometimes the machine sleeps for hours, sometimes its clock is set back.
      let step: TimeInterval =
        switch Int.random(in: 0..<100, using: &chance) {
        case 0: Double.random(in: 3_600..<20_000, using: &chance)
        case 1: -Double.random(in: 0..<1_800, using: &chance)
        default: Double.random(in: 5..<900, using: &chance)
        }
      clock = max(start, clock.addingTimeInterval(step))
      admit(until: clock)
      regret(at: clock)
      send(at: clock)
    }
  }

  private mutating func admit(until clock: Date) {
    while candidates.count < arrivals.count, arrivals[candidates.count] <= clock {
      let at = arrivals[candidates.count]
      open.append(candidates.count)
      let isAutomatic = Bool.random(using: &chance)
      let notBefore = isAutomatic ? at.addingTimeInterval(limits.undo) : nil
      let regret = at.addingTimeInterval(Double.random(in: 0..<limits.undo, using: &chance))
      candidates.append(
        Candidate(
          state: .approved, notBefore: notBefore, expires: at.addingTimeInterval(limits.expiry),
          cost: [0, 0.005, 0.015].randomElement(using: &chance) ?? 0, subject: subject(),
          regret: Int.random(in: 0..<20, using: &chance) == 0 ? regret : nil))
    }
  }

  /// Some write much, most a little; some conversations are long.
  private mutating func subject() -> SendSubject {
    let place = Double.random(in: 0..<1, using: &chance)
    let author = Int(place * place * 300)
    let thread = Int.random(in: 0..<2_000, using: &chance)
    return SendSubject(
      kind: ActionKind.allCases.randomElement(using: &chance), author: "author \(author)",
      thread: "thread \(thread)")
  }

  private mutating func regret(at clock: Date) {
    for index in open where candidates[index].regret.map({ $0 <= clock }) == true {
      candidates[index].move(.rejected)
    }
    open.removeAll { candidates[$0].state != .approved }
  }

  private mutating func send(at clock: Date) {
    var gate = gate()
    defer { open.removeAll { candidates[$0].state != .approved } }
    for index in open {
      let candidate = candidates[index]
      let wish = SendWish(
        notBefore: candidate.notBefore, expires: candidate.expires, cost: candidate.cost,
        subject: candidate.subject)
      switch gate.answer(wish, now: clock) {
      case .expired: candidates[index].move(.expired)
      case .notBefore(let later): #expect(later > clock && later <= candidate.expires)
      case .now:
        candidates[index].move(.sending)
        // One of ten never reaches the network, and may be sent again.
        if Int.random(in: 0..<10, using: &chance) == 0 {
          candidates[index].move(.approved)
        } else {
          candidates[index].move(.done)
          let sway = ActionGate.sway(using: &chance)
          sends.append(
            Send(
              candidate: index, at: clock, cost: candidate.cost, subject: candidate.subject,
              sway: sway))
          gate = self.gate()
        }
      }
    }
  }

  private func gate() -> ActionGate {
    ActionGate(
      sends.suffix(limits.perDay).map {
        PastSend(at: $0.at, cost: $0.cost, subject: $0.subject, sway: $0.sway)
      }, limits: limits, zone: zone)
  }
}
