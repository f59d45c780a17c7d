// One message of a conversation as an export tells it. The exports disagree on everything but this: somebody said
// something to somebody, at some time.

package import FoundationEssentials

/// Whoever spoke.
package struct ChatSpeaker: Sendable, Hashable {
  /// As it is shown.
  package var name: String
  /// What else they go by: handles, numbers, addresses, ids.
  package var aliases: [String]
  /// Whether it was the person whose export this is; nil when the export does not tell.
  package var isOwner: Bool?

  package init(_ name: String, aliases: [String] = [], isOwner: Bool? = nil) {
    self.name = name
    self.aliases = aliases
    self.isOwner = isOwner
  }
}

/// A message, or a mail, before it is stored.
package struct ChatMessage: Sendable, Hashable {
  /// The conversation: the same in every later export of it.
  package var chat: String
  /// What people call it.
  package var chatTitle: String
  /// The piece of the conversation that is kept as one document: its day, or the mail itself.
  package var part: String
  /// What it answers to, where the export tells.
  package var thread: String?
  package var speaker: ChatSpeaker
  package var at: Date?
  /// Of a mail.
  package var subject = ""
  /// Plain; only what the speaker wrote.
  package var text: String
  /// Whether these are the speaker's own words: what is passed on is not.
  package var isForwarded = false

  package init(
    chat: String, chatTitle: String, part: String, thread: String? = nil, speaker: ChatSpeaker,
    at: Date?, text: String
  ) {
    self.chat = chat
    self.chatTitle = chatTitle
    self.part = part
    self.thread = thread
    self.speaker = speaker
    self.at = at
    self.text = text
  }
}
