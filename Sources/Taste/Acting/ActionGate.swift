// Whether an action may be sent now. A pure function of what was sent before, so that it can be asked inside the
// transaction that claims the action, and by a simulation of thirty days.

package import FoundationEssentials

/// One send of the past: anything that may have reached the network.
package struct PastSend: Sendable, Hashable {
  package let at: Date
  package let cost: Double

  package init(at: Date, cost: Double = 0) {
    self.at = at
    self.cost = cost
  }
}

/// What is asked for.
package struct SendWish: Sendable, Hashable {
  /// Not before this; nil for at once.
  package let notBefore: Date?
  /// Not at or after this.
  package let expires: Date
  package let cost: Double

  package init(notBefore: Date?, expires: Date, cost: Double = 0) {
    self.notBefore = notBefore
    self.expires = expires
    self.cost = cost
  }
}

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

  /// `past` is what the account sent in the last ``memory``, in any order; what a wrong clock put into the future counts.
  package init(_ past: [PastSend], limits: ActionLimits, zone: TimeZone) {
    self.past = past.sorted { $0.at > $1.at }
    self.limits = limits
    self.zone = zone
  }

  /// Whether the wish may be granted now.
  package func answer(_ wish: SendWish, now: Date) -> Answer {
    guard now < wish.expires else { return .expired }
    let first = earliest(wish, from: max(now, wish.notBefore ?? now))
    return first <= now ? .now : .notBefore(min(first, wish.expires))
  }

  /// The first moment at or after `start` at which every limit holds.
  private func earliest(_ wish: SendWish, from start: Date) -> Date {
    var moment = start
    for _ in 0..<Self.roundsMax {
      let later = delayed(moment, wish)
      guard later > moment else { return moment }
      guard later < wish.expires else { return wish.expires }
      moment = later
    }
    return wish.expires
  }

  private func delayed(_ moment: Date, _ wish: SendWish) -> Date {
    var later = moment
    if let last = past.first { later = max(later, last.at.addingTimeInterval(limits.gap)) }
    later = max(later, end(of: Self.hour, limits.perHour, at: later))
    later = max(later, end(of: Self.day, limits.perDay, at: later))
    later = max(later, solvent(wish.cost, at: later))
    return limits.quiet?.firstOpen(from: later, in: zone) ?? later
  }

  /// When the oldest of the `count` newest sends has left a window that ends at `moment`.
  private func end(of window: TimeInterval, _ count: Int, at moment: Date) -> Date {
    guard count > 0 else { return .distantFuture }
    guard past.count >= count else { return moment }
    return past[count - 1].at.addingTimeInterval(window)
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
