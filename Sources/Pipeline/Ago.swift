// How long ago something was, or how soon it will be, in the words that a person would use.

package import FoundationEssentials
import Service

/// Says how far away a time is.
package enum Ago {
  private static let units: [(seconds: Double, name: String)] = [
    (365 * 86_400, "year"), (30 * 86_400, "month"), (86_400, "day"), (3_600, "hour"),
    (60, "minute"),
  ]

  /// `2 hours ago`, in the largest unit of which there are at least two, but for single minutes.
  package static func words(_ date: Date, now: Date) -> String {
    let seconds = now.timeIntervalSince(date)
    if seconds < -60 { return "in the future" }
    for unit in units where seconds >= 2 * unit.seconds || (unit.seconds == 60 && seconds >= 60) {
      return "\(Count.of(Int(seconds / unit.seconds), unit.name)) ago"
    }
    return "just now"
  }

  /// `in 2 hours`, in the same units.
  package static func ahead(_ date: Date, now: Date) -> String {
    let seconds = date.timeIntervalSince(now)
    for unit in units where seconds >= 2 * unit.seconds || (unit.seconds == 60 && seconds >= 60) {
      return "in \(Count.of(Int(seconds / unit.seconds), unit.name))"
    }
    return "now"
  }
}
