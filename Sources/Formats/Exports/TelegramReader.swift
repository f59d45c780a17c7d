// Telegram Desktop's `result.json`: one chat, or a whole account that says whose it is.
// https://core.telegram.org/import-export

import FoundationEssentials

/// Reads Telegram's JSON export.
package enum TelegramReader: ChatReader {
  package static let name = "Telegram"
  package static let origin = "telegram"

  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    guard ExportPath(path).ending == "json" else { return false }
    let text = String(decoding: head, as: UTF8.self)
    guard text.drop(while: { $0.isWhitespace || $0 == "\u{FEFF}" }).first == "{" else {
      return false
    }
    if text.contains("\"personal_information\"") || text.contains("telegram") {
      return text.contains("\"about\"") || text.contains("\"messages\"")
    }
    return text.contains("\"messages\"") && text.contains("\"type\"")
      && (text.contains("\"date_unixtime\"") || text.contains("\"from_id\""))
  }

  package static func read(
    _ bytes: [UInt8], _ context: ChatContext, each: (ChatRecord) -> Void
  ) {
    var reading = TelegramReading(clock: context.clock)
    var cursor = JSONCursor(bytes)
    guard cursor.object({ reading.member($1, &$0, each) }) else {
      return each(.problem(ExportProblem(.file, "not a Telegram export")))
    }
    JSONRecords.end(cursor, reading.count, each)
  }
}

/// The state of one reading: whose account it is, and which chat is being read.
private struct TelegramReading {
  let clock: LocalClock
  private(set) var count = 0
  private var owner: String?
  private var name = ""
  private var type = ""
  private var id = ""

  init(clock: LocalClock) {
    self.clock = clock
  }

  mutating func member(_ key: String, _ cursor: inout JSONCursor, _ each: (ChatRecord) -> Void) {
    switch key {
    case "personal_information":
      _ = cursor.object { cursor, key in
        if key == "user_id" { owner = cursor.text().map { "user\($0)" } }
      }
    case "chats", "left_chats":
      _ = cursor.object { cursor, key in
        if key == "list" { _ = cursor.array { chat(&$0, each) } }
      }
    case "messages": messages(&cursor, each)
    default: describe(key, &cursor)
    }
  }

  private mutating func describe(_ key: String, _ cursor: inout JSONCursor) {
    switch key {
    case "name": name = cursor.text() ?? ""
    case "type": type = cursor.text() ?? ""
    case "id": id = cursor.text() ?? ""
    default: break
    }
  }

  private mutating func chat(_ cursor: inout JSONCursor, _ each: (ChatRecord) -> Void) {
    (name, type, id) = ("", "", "")
    _ = cursor.object { cursor, key in
      if key == "messages" { messages(&cursor, each) } else { describe(key, &cursor) }
    }
  }

  private mutating func messages(_ cursor: inout JSONCursor, _ each: (ChatRecord) -> Void) {
    let chat = ChatDirectory.Chat(
      id: id.isEmpty ? name : id,
      title: type == "saved_messages" ? "Saved Messages" : name.isEmpty ? "Telegram" : name)
    let (owner, isSaved, clock) = (owner, type == "saved_messages", clock)
    _ = JSONRecords.array(&cursor, &count, each) { cursor in
      var wire = TelegramMessage()
      guard cursor.object({ wire.member($1, &$0) }) else { return .broken("not a message") }
      guard wire.isSaid else { return .nothing }
      guard let message = wire.message(in: chat, owner: owner, isSaved: isSaved, clock) else {
        return .broken("a message without a time")
      }
      return .message(message)
    }
  }
}

/// A message as Telegram writes it.
private struct TelegramMessage {
  private var type = ""
  private var unixTime: String?
  private var date: String?
  private var from: String?
  private var fromID: String?
  private var text = ""
  private var repliesTo: String?
  private var isForwarded = false

  mutating func member(_ key: String, _ cursor: inout JSONCursor) {
    switch key {
    case "type": type = cursor.text() ?? ""
    case "date_unixtime": unixTime = cursor.text()
    case "date": date = cursor.text()
    case "from": from = cursor.text()
    case "from_id": fromID = cursor.text()
    case "text": text = Self.text(&cursor)
    case "reply_to_message_id": repliesTo = cursor.text()
    case "forwarded_from", "saved_from": isForwarded = cursor.text() != nil || isForwarded
    default: break
    }
  }

  /// A string, or a list of strings and of objects with a `text`.
  private static func text(_ cursor: inout JSONCursor) -> String {
    if let text = cursor.verbatim() { return text.trimmingSpace }
    var text = ""
    _ = cursor.array { cursor in
      if let piece = cursor.verbatim() {
        text += piece
      } else {
        _ = cursor.object { cursor, key in
          if key == "text" { text += cursor.verbatim() ?? "" }
        }
      }
    }
    return text.trimmingSpace
  }

  var isSaid: Bool { type != "service" && !text.isEmpty }

  func message(
    in chat: ChatDirectory.Chat, owner: String?, isSaved: Bool, _ clock: LocalClock
  ) -> ChatMessage? {
    let exact = unixTime.flatMap(Double.init).flatMap {
      $0 > 0 && $0 < 1e11 ? Date(timeIntervalSince1970: $0) : nil
    }
    let shown = date.flatMap(FeedDate.parse)
    guard let at = exact ?? shown.map(clock.instant) else { return nil }
    let isOwner = isSaved || owner.map { $0 == fromID }
    var message = ChatMessage(
      chat: chat.id, chatTitle: chat.title, part: DayName.of(exact ?? shown), thread: repliesTo,
      speaker: ChatSpeaker(
        from ?? "Deleted account", aliases: [fromID].compactMap(\.self), isOwner: isOwner),
      at: at, text: text)
    message.isForwarded = isForwarded
    return message
  }
}

/// Whether it is the owner, where it is known or clear from the chat.
private func || (isSaved: Bool, isOwner: Bool?) -> Bool? { isSaved ? true : isOwner }
