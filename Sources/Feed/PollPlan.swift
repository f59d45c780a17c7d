// When a source is asked again: a pure function of when its items came, of what it says itself, and of how the last pull
// ended. Errors back off and never stop a source.
//
// The rule is a price, and there is one for all feeds: a feed is asked when `price` items are expected to be late there.
// An unseen item grows late with its age, as 1 − exp(−age / 15 min): the first minutes count most, and what is late
// already grows no later. So requests go to feeds that write much, and within a feed to the hours in which it writes. For
// a cost c of an item's age, the interval T of least cost at a steady rate r solves r ∫₀ᵀ a c′(a) da = price (Cho &
// Garcia-Molina 2003, "Effective page refresh policies for web crawlers", have c linear and so T = √(2 price / r)); ours
// is the cost with a c′(a) = 1 − exp(−a / 15 min), linear in young items and logarithmic in old ones.

package import FoundationEssentials
private import Glibc

/// How the last pull ended, as far as the next one depends on it.
package enum PollEnding: Sendable, Hashable {
  case good
  /// The source's fault, so many times in a row.
  case failed(streak: Int)
  /// The network's fault, which is held against no source.
  case unreachable
}

/// Plans the next pull of a web source.
package struct PollPlan: Sendable, Hashable {
  package static let shortest: TimeInterval = 15 * 60
  package static let longest: TimeInterval = 86_400
  /// The longest silence after errors: a feed that is back is found within a day.
  static let longestAfterErrors: TimeInterval = 20 * 3_600
  /// The longest silence when the network is away.
  static let longestOffline: TimeInterval = 3_600
  /// How fast an unseen item grows late.
  static let lateness: TimeInterval = 15 * 60
  /// How finely the future is looked at.
  private static let step: TimeInterval = 300

  /// What a request costs, in items that are late.
  package var price: Double

  package init(price: Double = 0.2) {
    self.price = price
  }

  /// The time of the next pull.
  ///
  /// - Parameters:
  ///   - retryAfter: seconds that the server asked for.
  ///   - random: from 0 up to 1; spreads feeds that are alike.
  package func next(
    now: Date, rhythm: PollRhythm, hints: PollHints, ending: PollEnding = .good,
    retryAfter: TimeInterval? = nil, random: Double
  ) -> Date {
    let wish = wish(rhythm, now: now) * (0.85 + 0.3 * random)
    let own = min(patience(wish, ending), Self.longest)
    // A server that was not reached was not asked, so it is not asked again too soon.
    let least = ending == .unreachable ? Self.shortest : max(Self.shortest, hints.floor)
    let asked = min(max(retryAfter ?? 0, 0), PullFailure.longestWait)
    let wait = [own, Self.late(least, random), Self.late(asked, random)].max() ?? own
    return hints.pauses.open(from: now.addingTimeInterval(wait), random: random)
  }

  /// Whether a web source's time has come.
  ///
  /// A pull that lies in the future was made by a clock that has been put right since: what it planned is void.
  package static func isDue(
    nextPullAt: Date?, pulledAt: Date?, pauses: PollPauses, now: Date
  ) -> Bool {
    guard let nextPullAt, let pulledAt, pulledAt <= now else { return pauses.allow(now) }
    return nextPullAt <= now && pauses.allow(now)
  }

  /// The time after which `price` items are expected to be late.
  private func wish(_ rhythm: PollRhythm, now: Date) -> TimeInterval {
    let fading = exp(-Self.step / Self.lateness)
    let halfway = exp(-Self.step / 2 / Self.lateness)
    var items = 0.0
    var young = 0.0
    var ahead = 0.0
    while ahead < Self.longest, items - young < price {
      let came = rhythm.rate(at: now.addingTimeInterval(ahead + Self.step / 2)) * Self.step / 3_600
      items += came
      young = young * fading + came * halfway
      ahead += Self.step
    }
    return ahead
  }

  private func patience(_ wish: TimeInterval, _ ending: PollEnding) -> TimeInterval {
    switch ending {
    case .good: wish
    case .failed(let streak):
      min(Self.shortest * Double(1 << min(max(streak, 0), 10)), Self.longestAfterErrors)
    case .unreachable: min(wish, Self.longestOffline)
    }
  }

  /// Never early, and a little late, by at most ten minutes.
  private static func late(_ seconds: TimeInterval, _ random: Double) -> TimeInterval {
    seconds + random * min(seconds * 0.1, 600)
  }
}
