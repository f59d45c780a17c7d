// Logs of IRC as programs on a person's machine write them: a file for a channel, or for each of its days. The day stands
// in the lines, in a line of its own, or in the name of the file.

import FoundationEssentials

/// Reads a log of IRC.
package enum IRCReader: ChatReader {
  package static let name = "IRC"
  package static let origin = "irc"

  /// A log whose first lines are lines of one, some of them said by somebody.
  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    guard ["log", "weechatlog", "txt", ""].contains(ExportPath(path).ending) else { return false }
    // The last line of a head may be cut.
    let lines = TextLines(Array(head.prefix(8_192))).map(\.text).filter { !$0.isEmpty }.prefix(60)
    let read = lines.compactMap { IRCLine($0) }
    let said = read.count { if case .said = $0 { true } else { false } }
    return said >= 1 && read.count >= 2 && read.count + 1 >= lines.count
      && lines.first.flatMap { IRCLine($0) } != nil
  }

  package static func read(
    _ bytes: [UInt8], _ context: ChatContext, each: (ChatRecord) -> Void
  ) {
    let place = Place(context.path)
    var day = place.day
    var undated = 0
    for line in TextLines(bytes) {
      switch IRCLine(line.text) {
      case .day(let next): day = next
      case .said(let nick, let text, let time):
        day = time.day ?? day
        if day == nil { undated += 1 }
        each(.message(message(nick, text, time, day, place, context)))
      case .event, nil: break
      }
    }
    guard undated > 0 else { return }
    each(
      .problem(
        ExportProblem(
          .file, "\(undated) lines have no day; it is read from a name such as chan-2026-01-31.log")
      ))
  }

  private static func message(
    _ nick: String, _ text: String, _ time: IRCTime, _ day: CalendarDate?, _ place: Place,
    _ context: ChatContext
  ) -> ChatMessage {
    let date = day.flatMap { day -> Date? in
      var shown = day
      (shown.hour, shown.minute, shown.second) = (time.hour, time.minute, time.second)
      return shown.date
    }
    return ChatMessage(
      chat: place.channel.lowercased(), chatTitle: place.channel, part: DayName.of(date),
      speaker: ChatSpeaker(nick), at: date.map(context.clock.instant), text: text)
  }

  /// What the path tells: the channel, and perhaps the day.
  private struct Place {
    let channel: String
    let day: CalendarDate?

    init(_ path: String) {
      let path = ExportPath(path)
      let stem = path.stem
      var found: (day: CalendarDate, range: Range<String.Index>)?
      for place in stem.indices where found == nil && stem[place].isNumber {
        guard let day = IRCTime.day(stem[place...], parts: "-_.") else { continue }
        var length = 0
        var digits = 0
        for character in stem[place...] where digits < 8 {
          length += 1
          if character.isNumber { digits += 1 }
        }
        found = (day, place..<stem.index(place, offsetBy: length))
      }
      day = found?.day
      var name = stem
      if let found { name.removeSubrange(found.range) }
      let bare = name.drop { "-_. ".contains($0) }
      let trimmed = String(bare.reversed().drop { "-_. ".contains($0) }.reversed())
      channel = !trimmed.isEmpty ? trimmed : path.folder.isEmpty ? "IRC" : path.folder
    }
  }
}
