// Whether an action may be sent now. A pure function of what was sent before, so that it can be asked inside the
// transaction that claims the action, and by a simulation of thirty days.

package import FoundationEssentials

/// Holds one account's sends to its limits.
package struct ActionGate: Sendable {
  package enum Answer: Sendable, Hashable {
    case now
    /// Not earlier; what expires then comes to nothing.
    case notBefore(Date)
    case expired
  }

  private static let hour: TimeInterval = 3_600
  private static let day: TimeInterval = 86_400
  /// Each round passes one limit that the round before ran into.
  private static let roundsMax = 64

  /// How far back ``past`` must reach.
  package static let memory = day

  private let limits: ActionLimits
  private let zone: TimeZone
  /// Newest first.
  private let past: [PastSend]
  /// Of them what was sent.
  private let sends: [PastSend]

  /// `past` is what the account sent in the last ``memory``, in any order; what a wrong clock put into the future counts.
  package init(_ past: [PastSend], limits: ActionLimits, zone: TimeZone) {
    self.past = past.sorted { $0.at > $1.at }
    sends = self.past.filter(\.isSent)
    self.limits = limits
    self.zone = zone
  }

  /// Whether the wish may be granted now.
  package func answer(_ wish: SendWish, now: Date) -> Answer {
    guard now < wish.expires else { return .expired }
    let first = earliest(wish, from: max(now, wish.notBefore ?? now))
    return first <= now ? .now : .notBefore(min(first, wish.expires))
  }

  /// Draws by how much of the gap the send after one waits longer than it must: what comes at even distances is a program.
  package static func sway(using chance: inout some RandomNumberGenerator) -> Double {
    Double.random(in: 0...1, using: &chance)
  }

  /// So many of some sends in so many seconds.
  private struct Cap {
    let count: Int
    let window: TimeInterval
    /// Newest first.
    let sends: [PastSend]

    /// When the oldest of the `count` newest sends has left the window that ends at `moment`.
    func end(at moment: Date) -> Date {
      guard count > 0 else { return .distantFuture }
      return sends.count < count ? moment : sends[count - 1].at.addingTimeInterval(window)
    }
  }

  private func caps(on subject: SendSubject) -> [Cap] {
    var caps = [
      Cap(count: limits.perHour, window: Self.hour, sends: sends),
      Cap(count: limits.perDay, window: Self.day, sends: sends),
    ]
    let others = sends.filter { !$0.subject.isDeed(of: subject) }
    if let author = subject.author {
      let same = others.filter { $0.subject.author == author }
      caps.append(Cap(count: limits.perAuthor, window: Self.day, sends: same))
    }
    if let thread = subject.thread {
      let same = others.filter { $0.subject.thread == thread && $0.subject.kind == subject.kind }
      caps.append(Cap(count: limits.perThread, window: Self.day, sends: same))
    }
    return caps
  }

  /// The first moment at or after `start` at which every limit holds.
  private func earliest(_ wish: SendWish, from start: Date) -> Date {
    let caps = caps(on: wish.subject)
    var moment = start
    for _ in 0..<Self.roundsMax {
      let later = delayed(moment, wish, caps)
      guard later > moment else { return moment }
      guard later < wish.expires else { return wish.expires }
      moment = later
    }
    return wish.expires
  }

  private func delayed(_ moment: Date, _ wish: SendWish, _ caps: [Cap]) -> Date {
    var later = moment
    if let last = sends.first {
      later = max(later, last.at.addingTimeInterval(limits.gap * (1 + last.sway)))
    }
    for cap in caps { later = max(later, cap.end(at: later)) }
    later = max(later, solvent(wish.cost, at: later))
    return limits.quiet?.firstOpen(from: later, in: zone) ?? later
  }

  /// When so much may be spent again.
  private func solvent(_ cost: Double, at moment: Date) -> Date {
    guard cost > 0 else { return moment }
    guard cost <= limits.spendPerDay else { return .distantFuture }
    var spent = cost
    for send in past {
      spent += send.cost
      // A billionth, because sums of prices are not exact.
      guard spent <= limits.spendPerDay + 1e-9 else {
        return send.at.addingTimeInterval(Self.day)
      }
    }
    return moment
  }
}
