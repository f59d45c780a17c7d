// Where the messages of an mbox file begin: at a line "From " with somebody and a date as C's `asctime` writes it. Lines of
// a text that look alike were escaped by a ">" when the file was written, or have no date.

/// The line that begins a mail.
enum MailboxLine {
  /// Whether a "From " line begins here.
  static func isSeparator(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.starts(with: Array("From ".utf8)) else { return false }
    let line = bytes.prefix(400).prefix { $0 != 0x0A && $0 != 0x0D }
    let words = line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
    // From, somebody, a weekday, a month, a day, a clock, a year, perhaps a zone.
    guard words.count >= 6, let day = words.firstIndex(where: weekdays.contains), day < 5,
      words.index(after: day) < words.endIndex, months.contains(words[day + 1])
    else { return false }
    return words[day...].contains { $0.contains(":") }
      && words.suffix(3).contains { $0.utf8.count == 4 && $0.utf8.allSatisfy(\.isDigit) }
  }

  private static let weekdays: Set = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months: Set = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
