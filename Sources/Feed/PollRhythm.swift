// How often a feed writes, and at what time of day, learned from when its items came. An inhomogeneous Poisson process:
// a rate that forgets, shaped by the time of day, and an echo, because news comes in bursts.

package import FoundationEssentials
private import Glibc

/// The rate at which items are to be expected.
package struct PollRhythm: Sendable, Hashable {
  /// An arrival counts half after so long.
  static let halfLife = 7 * 24.0
  /// What is older counts for nothing.
  static let horizon = 42 * 24.0
  /// A feed that nothing is known of: a quarter of an item in six hours.
  ///
  /// Little enough to give way to the first day.
  static let prior = (items: 0.25, hours: 6.0)
  /// So many arrivals must agree on a time of day to weigh as much as not knowing one.
  static let flatness = 8.0
  /// The day has so many bins, quarters of an hour.
  static let bins = 96
  /// An arrival speaks for its time of day and this many bins before and after, ever less.
  static let reach = 6
  /// How much for each: half of it widely, for people, and half narrowly, for what is published at a set minute.
  private static let kernel = (-reach...reach).map { offset in
    let wide = Double(reach + 1 - abs(offset)) / Double((reach + 1) * (reach + 1))
    return (wide + Double(max(0, 2 - abs(offset))) / 4) / 2
  }
  /// The echo of an arrival fades to a half in an hour.
  static let echoHalfLife = 1.0
  static let longestEcho = 0.5

  /// Items an hour, over the whole day.
  private var base: Double
  /// What each quarter of an hour (UTC) has of it; the mean is 1.
  ///
  /// Empty where all are alike.
  private var shape: [Double]
  /// The part of arrivals that follow another one closely.
  private var echoShare: Double
  /// Items an hour that echo at `asOf`.
  private var echo: Double
  private let asOf: Date
  /// Items a week, as they came, the newest weeks before all.
  package let weekly: Double

  /// Learns from arrivals in any order; later ones than `asOf` are not looked at.
  ///
  /// - Parameter since: how long the feed has been known, where that is longer than its oldest arrival.
  package init(arrivals: [Date], since: Date? = nil, asOf: Date) {
    let ages = arrivals.map { asOf.timeIntervalSince($0) / 3_600 }.filter { $0 >= 0 }
    let recent = ages.filter { $0 < Self.horizon }
    let weights = recent.map { exp2(-$0 / Self.halfLife) }
    let sum = weights.reduce(0, +)
    let known = max(ages.max() ?? 0, since.map { asOf.timeIntervalSince($0) / 3_600 } ?? 0)
    let hours = Self.weightedHours(min(known, Self.horizon))
    self.asOf = asOf
    base = (Self.prior.items + sum) / (Self.prior.hours + hours)
    weekly = hours > 0 ? sum / max(hours, 24) * 168 : 0
    shape = Self.shape(of: recent, weights: weights, sum: sum, asOf: asOf)
    (echoShare, echo) = Self.echo(of: recent)
  }

  /// Nothing is known yet.
  package static func unknown(asOf: Date) -> PollRhythm { PollRhythm(arrivals: [], asOf: asOf) }

  /// Items an hour at a moment after `asOf`, when none is seen until then.
  package func rate(at moment: Date) -> Double {
    let faded = echo * exp2(-moment.timeIntervalSince(asOf) / 3_600 / Self.echoHalfLife)
    let usual = shape.isEmpty ? base : base * shape[Self.bin(moment.timeIntervalSince1970)]
    return usual * (1 - echoShare) + faded * echoShare
  }

  /// How many hours the last `hours` weigh.
  private static func weightedHours(_ hours: Double) -> Double {
    halfLife / log(2) * (1 - exp2(-hours / halfLife))
  }

  // MARK: Time of day

  private static func bin(_ seconds: TimeInterval) -> Int {
    let day = seconds.truncatingRemainder(dividingBy: 86_400)
    return min(Int((day < 0 ? day + 86_400 : day) / 900), bins - 1)
  }

  /// A kernel estimate on the circle of the day, shrunk towards a flat day.
  private static func shape(
    of ages: [Double], weights: [Double], sum: Double, asOf: Date
  ) -> [Double] {
    guard !ages.isEmpty else { return [] }
    var counts = [Double](repeating: 0, count: bins)
    var flat = flatness
    for (age, weight) in zip(ages, weights) {
      let moment = asOf.timeIntervalSince1970 - age * 3_600
      // Midnight to the second is a date without a time.
      if abs(moment - (moment / 86_400).rounded() * 86_400) < 0.5 {
        flat += weight
      } else {
        counts[bin(moment)] += weight
      }
    }
    return (0..<bins).map { bin in
      var near = 0.0
      for (index, share) in kernel.enumerated() {
        near += share * counts[(bin + index - reach + bins) % bins]
      }
      return (flat + near * Double(bins)) / (flatness + sum)
    }
  }

  // MARK: Bursts

  /// The share of arrivals that came within the hour after another, and what the latest ones let expect now.
  ///
  /// A self-exciting process (Hawkes 1971) with one kernel. Items that came at one moment are one arrival here, and
  /// dates without a time are none.
  private static func echo(of ages: [Double]) -> (share: Double, rate: Double) {
    var moments: [Double] = []
    for age in ages.sorted() where moments.last.map({ age - $0 > 1.0 / 60 }) ?? true {
      moments.append(age)
    }
    let followed = zip(moments, moments.dropFirst()).count { $1 - $0 < echoHalfLife }
    let share = longestEcho * (Double(followed) + 0.5) / (Double(moments.count) + 1)
    let rate = moments.reduce(0) { $0 + exp2(-$1 / echoHalfLife) } * log(2) / echoHalfLife
    return (share, rate)
  }
}
