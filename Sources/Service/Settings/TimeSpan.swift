// Lengths of time as people write them: `30s`, `24h`, `7d`. One unit, a whole number, so that there is one way to
// say a thing.

/// Reads and writes lengths of time.
package enum TimeSpan {
  /// What a message may call the expected shape.
  package static let shape = "a length of time such as 30s, 15m, 24h, 7d or 2w"
  private static let units: [Character: Int] = [
    "s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800,
  ]

  /// The length, or nil when `text` is none; a century at most.
  package static func parse(_ text: String) -> Duration? {
    guard let unit = text.last.flatMap({ units[$0] }), text.utf8.first != 0x2B,
      let count = Int(text.dropLast()), (0...3_200_000_000).contains(count)
    else { return nil }
    let seconds = count * unit
    return seconds <= 3_200_000_000 ? .seconds(seconds) : nil
  }
}
