// WhatsApp's "Export chat": a text for people, in the date format of the phone's locale, which nothing in the file
// names. A line that begins with a time begins a message; what follows belongs to it.

import FoundationEssentials

/// Reads a WhatsApp chat.
package enum WhatsAppReader: ChatReader {
  package static let name = "WhatsApp"
  package static let origin = "whatsapp"

  /// `_chat.txt`, or a text among whose first lines are a few that begin as messages do.
  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    let path = ExportPath(path)
    guard path.ending == "txt" else { return false }
    let lines = TextLines(Array(head.prefix(8_192))).prefix(60)
    let begun = lines.count { WhatsAppLine($0.text) != nil }
    let isNamed = path.name == "_chat.txt" || path.name.lowercased().contains("whatsapp")
    let isFirst = lines.first { !$0.text.isEmpty }.flatMap { WhatsAppLine($0.text) } != nil
    return isNamed ? begun > 0 : isFirst && begun >= 2
  }

  package static func read(
    _ bytes: [UInt8], _ context: ChatContext, each: (ChatRecord) -> Void
  ) {
    let lines = messages(bytes, each)
    guard !lines.isEmpty else {
      return each(.problem(ExportProblem(.file, "no message begins with a time")))
    }
    let dates = WhatsAppDates(
      lines.map(\.head.day), prefersMonthFirst: prefersMonthFirst(lines, context))
    if let doubt = dates.doubt { each(.problem(ExportProblem(.file, doubt))) }
    let title = title(context.path)
    for line in lines {
      guard let speaker = line.speaker, !line.text.isEmpty else { continue }
      guard let shown = dates.shown(line.head) else {
        each(
          .problem(ExportProblem(.line(line.number), "a date that is none in this file's order")))
        continue
      }
      each(
        .message(
          ChatMessage(
            chat: title.lowercased(), chatTitle: title, part: DayName.of(shown),
            speaker: ChatSpeaker(speaker), at: context.clock.instant(shown), text: line.text)))
    }
  }

  /// Only American phones write a date without zeros before a clock of twelve hours.
  private static func prefersMonthFirst(_ lines: [Line], _ context: ChatContext) -> Bool {
    if context.prefersMonthFirst { return true }
    return lines.allSatisfy { $0.head.day.isBare && $0.head.half != nil }
  }

  // MARK: Lines

  private struct Line {
    let number: Int
    let head: WhatsAppLine
    /// Nil for what WhatsApp itself says.
    let speaker: String?
    var text: String
  }

  private static func messages(_ bytes: [UInt8], _ each: (ChatRecord) -> Void) -> [Line] {
    var lines: [Line] = []
    var lost = 0
    for (number, text) in TextLines(bytes) {
      if let head = WhatsAppLine(text),
        lines.first?.head.isBracketed ?? head.isBracketed == head.isBracketed
      {
        finish(&lines)
        let (speaker, said) = WhatsAppText.parts(head.rest)
        lines.append(Line(number: number, head: head, speaker: speaker, text: said))
      } else if lines.isEmpty {
        lost += text.allSatisfy(\.isWhitespace) ? 0 : 1
      } else {
        lines[lines.count - 1].text += "\n" + WhatsAppText.line(text)
      }
    }
    finish(&lines)
    if lost > 0, !lines.isEmpty {
      each(.problem(ExportProblem(.line(1), "the file begins in the middle of a message")))
    }
    return lines
  }

  private static func finish(_ lines: inout [Line]) {
    guard let last = lines.indices.last else { return }
    lines[last].text = WhatsAppText.said(lines[last].text)
  }

  // MARK: Title

  /// Who the chat is with, as its file or its archive says: `WhatsApp Chat with Ada (1).txt` → `Ada`.
  static func title(_ path: String) -> String {
    let path = ExportPath(path)
    let isNameless = path.stem == "_chat" || path.stem.isEmpty
    var name = isNameless ? path.folder : path.stem
    if name.lowercased().hasSuffix(".zip") { name = String(name.dropLast(4)) }
    if name.hasSuffix(")"), let open = name.lastIndex(of: "("),
      name[open...].dropFirst().dropLast().allSatisfy(\.isNumber)
    {
      name = name[..<open].trimmingSpace
    }
    for mark in openings {
      if let found = name.utf8Range(of: mark) {
        let rest = name[found.upperBound...].trimmingSpace
        if !rest.isEmpty { return rest }
      }
    }
    return name.isEmpty ? "WhatsApp" : name
  }

  private static let openings = [
    "WhatsApp Chat with ", "WhatsApp Chat - ", "WhatsApp-Chat mit ", "Chat de WhatsApp con ",
    "Conversa do WhatsApp com ", "Discussion WhatsApp avec ", "Chat WhatsApp con ",
    "WhatsApp-chat met ", "WhatsApp-chatt med ", "WhatsApp Chat mit ",
  ]
}
