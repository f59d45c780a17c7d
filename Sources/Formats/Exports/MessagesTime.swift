// `May 17, 2022  5:29:42 PM (Read by them after 1 hour)`: the time of the Mac that made the export, without its zone.

import FoundationEssentials

/// Times as imessage-exporter writes them.
enum MessagesTime {
  private static let months: Set<String> = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The time at the start of a line, as if in Greenwich, and whether nothing but a remark in brackets follows it.
  static func read(_ line: some StringProtocol) -> (shown: Date, isAlone: Bool)? {
    guard months.contains(String(line.prefix(3))), line.dropFirst(3).first == " " else {
      return nil
    }
    var rest = Substring(line)
    var words: [Substring] = []
    while words.count < 5 {
      rest = rest.drop { $0 == " " || $0 == "\u{202F}" || $0 == "\u{A0}" }
      let word = rest.prefix { $0 != " " && $0 != "\u{202F}" && $0 != "\u{A0}" }
      guard !word.isEmpty else { break }
      words.append(word)
      rest = rest.dropFirst(word.count)
      if word == "AM" || word == "PM" { break }
    }
    guard words.count == 5, words[3].contains(":"),
      let shown = FeedDate.parse(words.joined(separator: " "))
    else { return nil }
    let after = rest.trimmingSpace
    return (shown, after.isEmpty || (after.hasPrefix("(") && after.hasSuffix(")")))
  }
}
