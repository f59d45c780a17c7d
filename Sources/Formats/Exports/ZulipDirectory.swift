// `realm.json` of a Zulip export: who the senders are, and which stream a recipient stands for.

/// Reads the people and streams of a Zulip organisation.
enum ZulipDirectory {
  static func read(_ bytes: [UInt8]) -> ChatDirectory {
    var directory = ChatDirectory()
    var streams: [String: String] = [:]
    var recipients: [(id: String, type: String, owner: String)] = []
    var cursor = JSONCursor(bytes)
    _ = cursor.object { cursor, key in
      switch key {
      case "zerver_userprofile", "zerver_userprofile_crossrealm", "zerver_userprofile_mirrordummy":
        rows(&cursor) { person($0, &directory) }
      case "zerver_stream":
        rows(&cursor) { row in
          if let id = row["id"] { streams[id] = row["name"] }
        }
      case "zerver_recipient":
        rows(&cursor) { row in
          guard let id = row["id"], let type = row["type"], let owner = row["type_id"] else {
            return
          }
          recipients.append((id, type, owner))
        }
      default: break
      }
    }
    // 2 is a stream, 1 a person's own messages, 3 a group.
    for recipient in recipients {
      let title = recipient.type == "2" ? streams[recipient.owner].map { "#\($0)" } : nil
      directory.chats[recipient.id] = ChatDirectory.Chat(
        id: recipient.id, title: title ?? "direct messages")
    }
    return directory
  }

  private static func person(_ row: [String: String], _ directory: inout ChatDirectory) {
    guard let id = row["id"] else { return }
    let emails = [row["delivery_email"], row["email"]].compactMap(\.self)
    directory.people[id] = ChatSpeaker(row["full_name"] ?? id, aliases: emails)
  }

  private static func rows(_ cursor: inout JSONCursor, _ row: ([String: String]) -> Void) {
    _ = cursor.array { cursor in
      var found: [String: String] = [:]
      _ = cursor.object { cursor, key in
        if let text = cursor.text() { found[key] = text }
      }
      row(found)
    }
  }
}
