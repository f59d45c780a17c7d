// One line of a log of IRC. Programs agree on a time in front and on `<nick>`, and on little else; most lines say who came
// and went, and nothing that anybody said.

/// A line as WeeChat, irssi, HexChat, ZNC or energymech writes it.
enum IRCLine: Equatable {
  /// Somebody said something, or did (`* ada waves`); without a day where the line has none.
  case said(by: String, String, IRCTime)
  /// From here on it is another day.
  case day(CalendarDate)
  /// Who came, went, or changed the topic.
  case event

  /// Reads a line; nil for one that belongs to no log.
  init?(_ line: String) {
    if let day = Self.header(line) {
      self = .day(day)
      return
    }
    var rest = line[...]
    guard let time = IRCTime(&rest) else { return nil }
    // WeeChat: time, nick and text are parted by tabs.
    if rest.first == "\t" {
      let parts = rest.dropFirst().split(
        separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { return nil }
      self = Self.tabbed(parts[0], parts[1], time)
      return
    }
    guard rest.first == " " else { return nil }
    let said = rest.drop { $0 == " " }
    if let (nick, text) = Self.quoted(said) {
      self = Self.said(nick, text, time)
    } else if said.hasPrefix("* ") {
      self = Self.action(said.dropFirst(2), time)
    } else {
      guard ["-!-", "***", "-->", "<--", "--", "==", "!"].contains(where: said.hasPrefix) else {
        return nil
      }
      self = .event
    }
  }

  private static func tabbed(_ prefix: Substring, _ text: Substring, _ time: IRCTime) -> IRCLine {
    let bare = prefix.drop { $0 == " " }
    switch bare {
    case "-->", "<--", "--", "=!=", "": return .event
    case "*": return action(text, time)
    default: return said(bare, text, time)
    }
  }

  /// `<@nick> text`.
  private static func quoted(_ text: Substring) -> (nick: Substring, text: Substring)? {
    guard text.first == "<", let end = text.firstIndex(of: ">") else { return nil }
    let nick = text[text.index(after: text.startIndex)..<end].drop { $0 == " " }
    guard !nick.isEmpty, nick.utf8.count <= 64, !nick.contains(" ") else { return nil }
    return (nick, text[text.index(after: end)...].drop { $0 == " " })
  }

  private static func action(_ text: Substring, _ time: IRCTime) -> IRCLine {
    let words = text.split(separator: " ", maxSplits: 1)
    // `* #chan :Cannot send` and the like say nothing.
    guard words.count == 2, words[0].first != "#", !words[0].hasSuffix(":") else { return .event }
    return said(words[0], words[1], time)
  }

  private static func said(_ nick: Substring, _ text: Substring, _ time: IRCTime) -> IRCLine {
    // What a bridge passes on begins with who said it, perhaps behind the name of the other network.
    var inner = text
    if inner.first == "[", let end = inner.firstIndex(of: "]") {
      inner = inner[inner.index(after: end)...].drop { $0 == " " }
    }
    let (name, words) = quoted(inner) ?? (nick, text)
    let bare = String(name.drop { "@+%&~!".contains($0) })
    return words.isEmpty || bare.isEmpty ? .event : .said(by: bare, String(words), time)
  }

  /// `--- Log opened Mon Jan 05 10:00:00 2026`, `--- Day changed Tue Jan 06 2026`, `**** BEGIN LOGGING AT …`.
  private static func header(_ line: String) -> CalendarDate? {
    let marks = [
      "--- Log opened ", "--- Day changed ", "--- Log closed ", "**** BEGIN LOGGING AT ",
      "**** ENDING LOGGING AT ",
    ]
    guard let mark = marks.first(where: line.hasPrefix) else { return nil }
    let words = line.dropFirst(mark.count).split(separator: " ")
    guard words.count >= 4, let month = months.firstIndex(of: String(words[1].prefix(3))),
      let day = Int(words[2]), let year = words.last.flatMap({ Int($0) })
    else { return nil }
    var date = CalendarDate()
    (date.year, date.month, date.day) = (year, month + 1, day)
    return date.date == nil ? nil : date
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
