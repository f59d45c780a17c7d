// The messages of one iMessage conversation as they are read: a reply is told twice, below what it answers and at its
// own place, and counts once.

import FoundationEssentials

/// Collects the messages of one file.
struct MessagesCollection {
  private let title: String
  private let clock: LocalClock
  /// By what tells a message from any other; where each stands in `messages`.
  private var places: [String: Int] = [:]
  private var messages: [ChatMessage] = []
  /// The last message that is no reply: what the replies below it answer.
  private var root: Date?
  private var count = 0

  init(_ context: ChatContext) {
    clock = context.clock
    let stem = ExportPath(context.path).stem
    title = stem.isEmpty ? "iMessage" : stem
  }

  /// Takes a message; `shown` is the time on the clock of the Mac.
  mutating func add(
    _ speaker: String, _ text: String, at shown: Date, isReply: Bool, subject: String = "",
    _ each: (ChatRecord) -> Void
  ) {
    count += 1
    if !isReply { root = shown }
    guard !text.isEmpty || !subject.isEmpty else { return }
    let key = "\(shown.timeIntervalSince1970) \(speaker) \(text)"
    let thread = isReply ? root.map { "\(Int($0.timeIntervalSince1970))" } : nil
    if let place = places[key] {
      messages[place].thread = messages[place].thread ?? thread
      return
    }
    places[key] = messages.count
    var message = ChatMessage(
      chat: title.lowercased(), chatTitle: title, part: DayName.of(shown), thread: thread,
      speaker: ChatSpeaker(speaker, isOwner: speaker == "Me" ? true : nil),
      at: clock.instant(shown), text: text)
    message.subject = subject
    messages.append(message)
  }

  /// Gives all messages in the order in which they were said.
  func finish(_ each: (ChatRecord) -> Void) {
    let sorted = messages.enumerated().sorted {
      ($0.element.at ?? .distantPast, $0.offset) < ($1.element.at ?? .distantPast, $1.offset)
    }
    for message in sorted { each(.message(message.element)) }
    if count == 0 { each(.problem(ExportProblem(.file, "there is no message in it"))) }
  }
}

/// What a person said in a block of imessage-exporter's text.
enum MessagesWords {
  /// The text without reactions, attachments and remarks of the program.
  static func said(_ lines: [String]) -> String {
    var said: [Substring] = []
    for line in lines {
      let bare = line.trimmingSpace
      if bare == "Reactions:" || bare == "Tapbacks:" { break }
      if isRemark(bare) { continue }
      said.append(line[...])
    }
    return said.joined(separator: "\n").trimmingSpace
  }

  private static func isRemark(_ line: String) -> Bool {
    if line.hasPrefix("This message responded to an earlier message") { return true }
    if line.hasPrefix("Sent with ") && line.count < 40 { return true }
    let isPath =
      line.hasPrefix("attachments/") || line.hasPrefix("/Users/")
      || line.hasPrefix("~/Library/") || line.hasPrefix("/var/")
    return isPath || line == "Attachment missing!"
      || (line.hasPrefix("Edited ") && line.hasSuffix(" later"))
  }
}
