// Numbers and days as lists and explanations write them, so that they stand in columns.

package import Foundation

/// Writes numbers and days.
package enum Figures {
  /// `+1.25`, `−0.40`.
  package static func signed(_ number: Double) -> String {
    (number < 0 ? "−" : "+") + hundredths(abs(number))
  }

  /// `0.71`, of what is not negative.
  package static func hundredths(_ number: Double) -> String {
    let hundredths = Int((number * 100).rounded())
    let fraction = hundredths % 100
    return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }

  /// ` 38 %`, four figures wide.
  package static func percent(_ share: Double) -> String {
    let whole = "\(Int((share * 100).rounded()))"
    return String(repeating: " ", count: max(0, 3 - whole.count)) + whole + " %"
  }

  /// `38.4 %`; never 0 or 100, because nothing is certain.
  package static func chance(_ probability: Double) -> String {
    let tenths = min(999, max(1, Int((probability * 1_000).rounded())))
    return "\(tenths / 10).\(tenths % 10) %"
  }

  /// `about 38 %`, for what was computed with all else being equal.
  package static func estimate(_ probability: Double) -> String {
    let whole = Int((probability * 100).rounded())
    return whole < 1 ? "below 1 %" : whole > 99 ? "above 99 %" : "about \(whole) %"
  }

  /// `2026-01-31`.
  package static func day(_ date: Date, in zone: TimeZone) -> String {
    date.formatted(Date.ISO8601FormatStyle(timeZone: zone).year().month().day())
  }
}
