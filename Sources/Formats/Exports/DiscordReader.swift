// DiscordChatExporter's JSON: one channel a file, with its server above and messages in it.
// https://github.com/Tyrrrz/DiscordChatExporter

import FoundationEssentials

/// Reads DiscordChatExporter's JSON.
package enum DiscordReader: ChatReader {
  package static let name = "Discord"
  package static let origin = "discord"

  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    guard ExportPath(path).ending == "json" else { return false }
    let text = String(decoding: head, as: UTF8.self)
    return text.contains("\"guild\"") && text.contains("\"channel\"")
      && (text.contains("\"messages\"") || text.contains("\"dateRange\""))
  }

  package static func read(
    _ bytes: [UInt8], _ context: ChatContext, each: (ChatRecord) -> Void
  ) {
    var chat = ChatDirectory.Chat(id: ExportPath(context.path).stem, title: "Discord")
    var guild: String?
    var count = 0
    var cursor = JSONCursor(bytes)
    let isObject = cursor.object { cursor, key in
      switch key {
      case "guild": guild = named(&cursor).name
      case "channel":
        let channel = named(&cursor)
        chat.id = channel.id ?? chat.id
        chat.title = title(channel.name, guild)
      case "messages":
        _ = JSONRecords.array(&cursor, &count, each) { message(&$0, in: chat) }
      default: break
      }
    }
    guard isObject else {
      return each(.problem(ExportProblem(.file, "not an export of DiscordChatExporter")))
    }
    JSONRecords.end(cursor, count, each)
  }

  private static func named(_ cursor: inout JSONCursor) -> (id: String?, name: String?) {
    var found: (id: String?, name: String?) = (nil, nil)
    _ = cursor.object { cursor, key in
      if key == "id" { found.id = cursor.text() }
      if key == "name" { found.name = cursor.text() }
    }
    return found
  }

  /// `Gardeners #seeds`; direct messages have the name of the other.
  private static func title(_ channel: String?, _ guild: String?) -> String {
    guard let channel else { return "Discord" }
    guard let guild, guild != "Direct Messages" else { return channel }
    return "\(guild) #\(channel)"
  }

  private static func message(
    _ cursor: inout JSONCursor, in chat: ChatDirectory.Chat
  ) -> JSONRecord {
    var wire = DiscordMessage()
    guard cursor.object({ wire.member($1, &$0) }) else { return .broken("not a message") }
    guard wire.isSaid else { return .nothing }
    return wire.message(in: chat).map(JSONRecord.message) ?? .broken("a message without a time")
  }
}

/// A message as DiscordChatExporter writes it.
private struct DiscordMessage {
  private var id: String?
  private var type = "Default"
  private var time: String?
  private var content = ""
  private var author = ChatSpeaker("unknown")
  private var repliesTo: String?

  mutating func member(_ key: String, _ cursor: inout JSONCursor) {
    switch key {
    case "id": id = cursor.text()
    case "type": type = cursor.text() ?? type
    case "timestamp": time = cursor.text()
    case "content": content = cursor.text() ?? ""
    case "author": readAuthor(&cursor)
    case "reference":
      _ = cursor.object { cursor, key in
        if key == "messageId" { repliesTo = cursor.text() }
      }
    default: break
    }
  }

  private mutating func readAuthor(_ cursor: inout JSONCursor) {
    var names: [String: String] = [:]
    _ = cursor.object { cursor, key in
      if ["id", "name", "nickname", "discriminator"].contains(key) { names[key] = cursor.text() }
    }
    var aliases = [names["id"], names["name"], names["nickname"]].compactMap(\.self)
    if let name = names["name"], let number = names["discriminator"], number != "0000" {
      aliases.append("\(name)#\(number)")
    }
    author = ChatSpeaker(names["nickname"] ?? names["name"] ?? "unknown", aliases: aliases)
  }

  /// Default, Reply, and slash commands' answers; not that somebody joined or pinned something.
  var isSaid: Bool { ["Default", "Reply", "0", "19"].contains(type) && !content.isEmpty }

  func message(in chat: ChatDirectory.Chat) -> ChatMessage? {
    guard let at = time.flatMap(FeedDate.parse) else { return nil }
    return ChatMessage(
      chat: chat.id, chatTitle: chat.title, part: DayName.of(at), thread: repliesTo,
      speaker: author, at: at, text: content)
  }
}
