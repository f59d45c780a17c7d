// What every format of conversations has in common: it can be told by its name and its first bytes, and it is read
// message by message, so that what is complete of a damaged file is kept.

/// One thing that an export of conversations told.
package enum ChatRecord: Sendable, Hashable {
  case message(ChatMessage)
  case problem(ExportProblem)
}

/// What a file does not say itself.
package struct ChatContext: Sendable {
  /// Where the file lies, within its archive too: formats name conversations by their files.
  package var path: String
  /// The clock of the times that have no zone.
  package var clock: LocalClock
  /// Read 03/04 as March 4 where nothing in the file tells.
  package var prefersMonthFirst = false
  /// Who and what the ids of the messages stand for.
  package var directory = ChatDirectory()

  package init(path: String, clock: LocalClock = .utc) {
    self.path = path
    self.clock = clock
  }
}

/// Names of people and conversations that an export keeps in files of their own, by id.
package struct ChatDirectory: Sendable, Hashable {
  package var people: [String: ChatSpeaker] = [:]
  package var chats: [String: Chat] = [:]

  /// A conversation by its id.
  package struct Chat: Sendable, Hashable {
    package var id: String
    package var title: String
    /// The ids of those who take part.
    package var members: [String] = []
  }

  package init() {}

  package mutating func merge(_ other: ChatDirectory) {
    people.merge(other.people) { $1 }
    chats.merge(other.chats) { $1 }
  }
}

/// A format of exported conversations.
package protocol ChatReader: SendableMetatype {
  /// What people call it: "WhatsApp".
  static var name: String { get }
  /// What it is called in the database: `whatsapp`.
  static var origin: String { get }

  /// Whether a file seems to be of this format.
  ///
  /// `path` is its path, within its archive too; `head` are its first bytes, a few thousand at least.
  static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool

  /// Gives each message in order; never fails: what cannot be read is given as a problem.
  static func read(_ bytes: [UInt8], _ context: ChatContext, each: (ChatRecord) -> Void)
}

extension ChatReader {
  /// All records of a file at once.
  package static func records(_ bytes: [UInt8], _ context: ChatContext) -> [ChatRecord] {
    var records: [ChatRecord] = []
    read(bytes, context) { records.append($0) }
    return records
  }
}

/// Every format of conversations, the most particular first.
package enum ChatFormats {
  package static let all: [any ChatReader.Type] = [
    SlackReader.self, TelegramReader.self, DiscordReader.self, ZulipReader.self, SMSReader.self,
    MessagesPage.self, MessagesText.self, WhatsAppReader.self, IRCReader.self,
    MailReader.self,
  ]

  /// The format of a file, or nil when it is no conversation.
  package static func reader(path: String, head: ArraySlice<UInt8>) -> (any ChatReader.Type)? {
    all.first { $0.recognises(path: path, head: head) }
  }

  /// Reads a file that names the people and channels of an export; nil when it is none.
  package static func directory(path: String, _ bytes: [UInt8]) -> ChatDirectory? {
    switch ExportPath(path).name {
    case "users.json", "org_users.json", "channels.json", "groups.json", "dms.json", "mpims.json":
      SlackDirectory.read(bytes)
    case "realm.json": ZulipDirectory.read(bytes)
    default: nil
    }
  }

  /// Whether a file only names people and channels, or holds nothing that was said.
  package static func isCompanion(path: String) -> Bool {
    companions.contains(ExportPath(path).name)
  }

  private static let companions: Set<String> = [
    "users.json", "org_users.json", "channels.json", "groups.json", "dms.json", "mpims.json",
    "realm.json", "integration_logs.json", "canvases.json", "content_flags.json", "lists.json",
    "file_conversations.json", "huddle_transcripts.json", "attachment.json", "records.json",
  ]
}
