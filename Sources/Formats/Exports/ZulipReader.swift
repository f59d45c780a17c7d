// Zulip: the full export of an organisation (`messages-000001.json` with `realm.json` beside it), and the archives of
// public streams, which hold an array of messages for each topic.
// https://zulip.com/help/export-your-organization

import Feed
import FoundationEssentials
import Markup

/// Reads Zulip's messages.
package enum ZulipReader: ChatReader {
  package static let name = "Zulip"
  package static let origin = "zulip"

  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    guard ExportPath(path).ending == "json" else { return false }
    let text = String(decoding: head, as: UTF8.self)
    return text.contains("\"zerver_message\"")
      || (text.contains("\"sender_full_name\"") && text.contains("\"content\""))
  }

  package static func read(
    _ bytes: [UInt8], _ context: ChatContext, each: (ChatRecord) -> Void
  ) {
    var count = 0
    var cursor = JSONCursor(bytes)
    let isExport = cursor.object { cursor, key in
      guard key == "zerver_message" else { return }
      _ = JSONRecords.array(&cursor, &count, each) { message(&$0, context) }
    }
    if !isExport {
      let isArchive = JSONRecords.array(&cursor, &count, each) { message(&$0, context) }
      guard isArchive else { return each(.problem(ExportProblem(.file, "not a Zulip export"))) }
    }
    JSONRecords.end(cursor, count, each)
  }

  private static func message(_ cursor: inout JSONCursor, _ context: ChatContext) -> JSONRecord {
    var wire = ZulipMessage()
    guard cursor.object({ wire.member($1, &$0) }) else { return .broken("not a message") }
    guard wire.isSaid else { return .nothing }
    return wire.message(context).map(JSONRecord.message) ?? .broken("a message without a time")
  }
}

/// A message as Zulip writes it.
private struct ZulipMessage {
  private var time: String?
  private var content = ""
  private var senderName: String?
  private var sender: String?
  private var recipient: String?
  private var topic: String?

  mutating func member(_ key: String, _ cursor: inout JSONCursor) {
    switch key {
    case "timestamp", "date_sent": time = cursor.text()
    case "content": content = cursor.text() ?? ""
    case "sender_full_name": senderName = cursor.text()
    case "sender": sender = cursor.text()
    case "recipient": recipient = cursor.text()
    case "subject": topic = cursor.text()
    default: break
    }
  }

  var isSaid: Bool { !content.isEmpty }

  func message(_ context: ChatContext) -> ChatMessage? {
    guard let seconds = time.flatMap(Double.init), seconds > 0, seconds < 1e11 else { return nil }
    let at = Date(timeIntervalSince1970: seconds)
    let path = ExportPath(context.path)
    let stream = recipient.flatMap { context.directory.chats[$0] }
    let chat = stream?.id ?? recipient ?? Self.unescaped(path.folder)
    let topic = topic ?? (recipient == nil ? Self.unescaped(path.stem) : nil)
    let known = sender.flatMap { context.directory.people[$0] }
    return ChatMessage(
      chat: topic.map { "\(chat)/\($0)" } ?? chat,
      chatTitle: Self.title(stream?.title ?? (recipient == nil ? chat : "Zulip"), topic),
      part: DayName.of(at),
      speaker: known
        ?? ChatSpeaker(senderName ?? sender ?? "unknown", aliases: [sender].compactMap(\.self)),
      at: at, text: plain)
  }

  private static func title(_ stream: String, _ topic: String?) -> String {
    topic.map { stream.isEmpty ? $0 : "\(stream) > \($0)" } ?? stream
  }

  private var plain: String {
    content.hasPrefix("<") ? PlainText.fromHTML(content) : content
  }

  /// File names of archives write bytes that are no letters as `.20`.
  private static func unescaped(_ name: String) -> String {
    String(
      decoding: PercentEncoding.decoded(name, mark: UInt8(ascii: ".")), as: UTF8.self)
  }
}
