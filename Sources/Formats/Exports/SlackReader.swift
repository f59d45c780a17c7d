// Slack's export: a folder for each channel, a file for each day, an array of messages in it. What people wrote is kept;
// that they came, went and renamed things is not.
// https://slack.com/help/articles/220556107-How-to-read-Slack-data-exports

import FoundationEssentials

/// Reads one day of a Slack channel.
package enum SlackReader: ChatReader {
  package static let name = "Slack"
  package static let origin = "slack"

  /// `general/2016-01-15.json` with an array of objects that have a `ts`.
  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    let path = ExportPath(path)
    guard path.ending == "json", !path.folder.isEmpty, isDay(path.stem) else { return false }
    let text = String(decoding: head, as: UTF8.self)
    return text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }.first == "["
      && (text.contains("\"ts\"") || text.allSatisfy { $0.isWhitespace || "[]".contains($0) })
  }

  private static func isDay(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count == 10 && bytes[4] == 0x2D && bytes[7] == 0x2D
      && bytes.indices.allSatisfy { $0 == 4 || $0 == 7 || bytes[$0].isDigit }
  }

  package static func read(
    _ bytes: [UInt8], _ context: ChatContext, each: (ChatRecord) -> Void
  ) {
    let folder = ExportPath(context.path).folder
    let chat =
      context.directory.chats[folder]
      ?? ChatDirectory.Chat(id: folder, title: folder.isEmpty ? "Slack" : "#\(folder)")
    JSONRecords.read(bytes, each) { cursor in
      var wire = SlackMessage()
      guard cursor.object({ wire.member($1, &$0) }) else { return .broken("not a message") }
      guard !cursor.hasEnded, wire.isSaid else { return .nothing }
      guard let message = wire.message(in: chat, context.directory) else {
        return .broken("a message without a time")
      }
      return message.text.isEmpty ? .nothing : .message(message)
    }
  }
}

/// A message as Slack writes it.
private struct SlackMessage {
  private var user: String?
  private var username: String?
  private var realName: String?
  private var text = ""
  private var time: String?
  private var thread: String?
  private var subtype = ""
  private var files: [String] = []
  private var comment: String?

  mutating func member(_ key: String, _ cursor: inout JSONCursor) {
    switch key {
    case "user": user = cursor.text()
    case "username": username = cursor.text()
    case "text": text = cursor.text() ?? ""
    case "ts": time = cursor.text()
    case "thread_ts": thread = cursor.text()
    case "subtype": subtype = cursor.text() ?? ""
    case "user_profile": readProfile(&cursor)
    case "file": readFile(&cursor)
    case "files": _ = cursor.array { readFile(&$0) }
    case "comment": readComment(&cursor)
    default: break
    }
  }

  private mutating func readProfile(_ cursor: inout JSONCursor) {
    _ = cursor.object { cursor, key in
      if key == "display_name" || key == "real_name" { realName = cursor.text() ?? realName }
    }
  }

  private mutating func readFile(_ cursor: inout JSONCursor) {
    var title: String?
    _ = cursor.object { cursor, key in
      if key == "title" || (key == "name" && title == nil) { title = cursor.text() ?? title }
    }
    if let title, files.count < 20 { files.append(title) }
  }

  private mutating func readComment(_ cursor: inout JSONCursor) {
    _ = cursor.object { cursor, key in
      switch key {
      case "comment": comment = cursor.text()
      case "user": user = user ?? cursor.text()
      default: break
      }
    }
  }

  /// Whether somebody said something, as opposed to having joined or pinned something.
  var isSaid: Bool {
    !Self.events.contains(subtype) && !["channel_", "group_"].contains { subtype.hasPrefix($0) }
  }

  private static let events: Set<String> = [
    "bot_add", "bot_remove", "pinned_item", "unpinned_item", "tombstone", "reply_broadcast",
    "message_deleted", "message_changed", "huddle_thread", "sh_room_created", "ekm_access_denied",
    "reminder_add", "joiner_notification", "joiner_notification_for_inviter",
    "app_conversation_join",
  ]

  func message(in chat: ChatDirectory.Chat, _ directory: ChatDirectory) -> ChatMessage? {
    guard let time, let seconds = Double(time), seconds > 0, seconds < 1e11 else { return nil }
    let at = Date(timeIntervalSince1970: seconds)
    return ChatMessage(
      chat: chat.id, chatTitle: chat.title, part: DayName.of(at), thread: thread,
      speaker: speaker(directory), at: at, text: said(directory))
  }

  private func speaker(_ directory: ChatDirectory) -> ChatSpeaker {
    if let user, let known = directory.people[user] { return known }
    let name = realName ?? username ?? user ?? "unknown"
    return ChatSpeaker(name, aliases: [user, username].compactMap(\.self))
  }

  /// What was written; of an upload the comment, or else the names of the files.
  private func said(_ directory: ChatDirectory) -> String {
    if let comment { return SlackText.plain(comment, directory) }
    var text = text
    let isUpload = subtype == "file_share" && text.hasPrefix("<@")
    if isUpload, let mark = text.utf8Range(of: " and commented: ") {
      text = String(text[mark.upperBound...])
    } else if isUpload || text.isEmpty {
      return files.joined(separator: "\n")
    }
    return SlackText.plain(text, directory)
  }
}
