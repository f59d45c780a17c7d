// Dates as feeds write them: two standards, a dozen programs' defaults, and whatever a person typed. Read over
// bytes and tokens; a date that makes no sense is nil and costs nothing else.

package import FoundationEssentials

/// Reads a date of any feed.
package enum FeedDate {
  /// The instant meant by `text`, or nil.
  ///
  /// No zone means UTC. Reads W3CDTF and ISO 8601 (RFC 3339), RFC 822/1123/850, asctime, Unix time in seconds to
  /// nanoseconds, and spoken dates with names of days and months in some twenty languages. Pure: nothing depends on
  /// the present day.
  package static func parse(_ text: String) -> Date? {
    var bytes = ArraySlice(text.utf8.prefix(200))
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
    // `[Europe/London]`, a place that Java adds to what was said already.
    if bytes.last == 0x5D, let open = bytes.firstIndex(of: 0x5B) { bytes = bytes[..<open] }
    guard (3...120).contains(bytes.count) else { return nil }
    var mail = MailDate(Array(bytes))
    if let date = mail.read()?.date { return date }
    var iso = ISODate(Array(bytes))
    if let calendar = iso.read(), let date = calendar.date { return date }
    if let instant = unixTime(bytes) { return instant }
    var spoken = SpokenDate(bytes)
    return spoken.read()?.date
  }

  /// Digits alone, too many for a calendar: seconds, or a finer unit by their number.
  private static func unixTime(_ bytes: ArraySlice<UInt8>) -> Date? {
    let whole = bytes.prefix { $0.isDigit }
    let rest = bytes.dropFirst(whole.count)
    let isFraction = rest.first == 0x2E && rest.count > 1 && rest.dropFirst().allSatisfy(\.isDigit)
    guard rest.isEmpty || isFraction, let number = Double(String(decoding: whole, as: UTF8.self))
    else { return nil }
    switch whole.count {
    case 9, 10: return Date(timeIntervalSince1970: number)
    case 12, 13: return Date(timeIntervalSince1970: number / 1e3)
    case 16: return Date(timeIntervalSince1970: number / 1e6)
    case 19: return Date(timeIntervalSince1970: number / 1e9)
    default: return nil
    }
  }
}

extension UInt8 {
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
}
