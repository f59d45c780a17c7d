// Figures in words: each with its interval, at a precision that it deserves.

import FoundationEssentials
import Taste

/// How figures are written.
enum FigureWords {
  /// `0.81 [0.75, 0.86]`; a dash where there is none.
  static func number(_ estimate: Estimate?, digits: Int = 2) -> String {
    guard let estimate else { return "–" }
    let value = fixed(estimate.value, digits)
    guard let interval = estimate.interval else { return value }
    return "\(value) [\(fixed(interval.lower, digits)), \(fixed(interval.upper, digits))]"
  }

  /// `31 % [25, 37]`; a dash where there is none.
  static func share(_ estimate: Estimate?) -> String {
    guard let estimate else { return "–" }
    let value = "\(percent(estimate.value)) %"
    guard let interval = estimate.interval else { return value }
    return "\(value) [\(percent(interval.lower)), \(percent(interval.upper))]"
  }

  /// `31`, of a share.
  static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "–" }
    return "\(Int((share * 100).rounded()))"
  }

  /// With so many digits after the point; minus is a minus.
  static func fixed(_ number: Double, _ digits: Int) -> String {
    guard number.isFinite, abs(number) < 1e9 else { return "–" }
    let scale = (0..<digits).reduce(1) { scale, _ in scale * 10 }
    let scaled = Int((abs(number) * Double(scale)).rounded())
    let rest = String(scaled % scale)
    let zeros = String(repeating: "0", count: max(0, digits - rest.count))
    let sign = number < 0 && scaled > 0 ? "−" : ""
    return digits > 0 ? "\(sign)\(scaled / scale).\(zeros)\(rest)" : "\(sign)\(scaled)"
  }

  /// `1 answer`, `3 answers`.
  static func count(_ number: Int, _ one: String, _ many: String) -> String {
    "\(thousands(number)) \(number == 1 ? one : many)"
  }

  /// `12,345`.
  static func thousands(_ number: Int) -> String {
    var digits = String(abs(number))
    var parts: [String] = []
    while digits.count > 3 {
      parts.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (number < 0 ? "−" : "") + ([digits] + parts).joined(separator: ",")
  }

  /// `2026-01-31`.
  static func day(_ moment: Date, in zone: TimeZone) -> String {
    moment.formatted(Date.ISO8601FormatStyle(timeZone: zone).year().month().day())
  }
}
