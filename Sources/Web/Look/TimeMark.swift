// Times on pages: what a person reads, and what a program does.

import Foundation
import Markup
import Pipeline

enum TimeMark {
  /// `2026-01-31 08:15:00`, in the person's zone.
  static func at(_ date: Date, in zone: TimeZone) -> Hypertext {
    let text = date.formatted(
      Date.ISO8601FormatStyle(dateTimeSeparator: .space, timeZone: zone).year().month().day()
        .time(includingFractionalSeconds: false))
    return mark(date, text)
  }

  /// `2 hours ago`.
  static func ago(_ date: Date, now: Date) -> Hypertext { mark(date, Ago.words(date, now: now)) }

  /// `in 2 hours`.
  static func ahead(_ date: Date, now: Date) -> Hypertext { mark(date, Ago.ahead(date, now: now)) }

  private static func mark(_ date: Date, _ words: String) -> Hypertext {
    "<time datetime=\"\(date.formatted(.iso8601))\">\(words)</time>"
  }
}
