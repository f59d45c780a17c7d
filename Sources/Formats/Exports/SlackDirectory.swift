// Who the ids of a Slack export are: users.json names the people, channels.json and its sisters the conversations.

/// Reads the files beside the channels of a Slack export.
enum SlackDirectory {
  /// People and conversations of one file, told apart by what they have.
  static func read(_ bytes: [UInt8]) -> ChatDirectory {
    var directory = ChatDirectory()
    var cursor = JSONCursor(bytes)
    _ = cursor.array { cursor in
      var entry = Entry()
      guard cursor.object({ entry.member($1, &$0) }), !cursor.hasEnded else { return }
      entry.add(to: &directory)
    }
    return directory
  }

  private struct Entry {
    private var id: String?
    private var name: String?
    private var realName: String?
    private var displayName: String?
    private var email: String?
    private var members: [String] = []
    private var hasMembers = false

    mutating func member(_ key: String, _ cursor: inout JSONCursor) {
      switch key {
      case "id": id = cursor.text()
      case "name": name = cursor.text()
      case "real_name": realName = cursor.text()
      case "profile": readProfile(&cursor)
      case "members":
        hasMembers = true
        _ = cursor.array { if let member = $0.text() { members.append(member) } }
      default: break
      }
    }

    private mutating func readProfile(_ cursor: inout JSONCursor) {
      _ = cursor.object { cursor, key in
        switch key {
        case "display_name": displayName = cursor.text()
        case "real_name": realName = realName ?? cursor.text()
        case "email": email = cursor.text()
        default: break
        }
      }
    }

    func add(to directory: inout ChatDirectory) {
      guard let id else { return }
      guard !hasMembers, id.hasPrefix("U") || id.hasPrefix("W") || name == nil else {
        let folder = name ?? id
        directory.chats[folder] = ChatDirectory.Chat(
          id: id, title: name.map { "#\($0)" } ?? "direct messages", members: members)
        return
      }
      directory.people[id] = ChatSpeaker(
        displayName ?? realName ?? name ?? id,
        aliases: [id, name, realName, email].compactMap(\.self))
    }
  }
}
