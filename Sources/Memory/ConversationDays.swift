// From messages to what memory keeps: a document for each day of each conversation, in it passages in the order in which
// they were said. What one person says in a few lines within minutes is one thought, and one passage.

import Feed
import Formats
import FoundationEssentials
import Store

/// Makes documents of messages.
struct ConversationDays {
  /// Two lines of one speaker further apart than this are two thoughts.
  static let pause: TimeInterval = 300
  /// What has more words is a passage of its own.
  static let shortWords = 40
  /// A passage is closed before it would exceed this.
  static let mostWords = 120

  let origin: String
  let own: OwnNames

  /// The documents, in the order in which their first messages came.
  func documents(_ messages: [ChatMessage]) -> [ImportedDocument] {
    var order: [String] = []
    var days: [String: [ChatMessage]] = [:]
    for message in messages {
      let key = key(message)
      if days[key] == nil { order.append(key) }
      days[key, default: []].append(message)
    }
    return order.compactMap { key in days[key].flatMap { document($0, key: key) } }
  }

  /// `slack:C061A0WJG/2016-01-15`; what no index has room for becomes a fingerprint.
  private func key(_ message: ChatMessage) -> String {
    let key = "\(origin):\(message.chat)/\(message.part)"
    return key.utf8.count > 500 ? "\(origin):\(Fingerprint(of: key).hex)" : key
  }

  private func conversation(_ message: ChatMessage) -> String {
    let name = "\(origin):\(message.chat)"
    return name.utf8.count > 300 ? "\(origin):\(Fingerprint(of: name).hex)" : name
  }

  private func document(_ messages: [ChatMessage], key: String) -> ImportedDocument? {
    guard let first = messages.first else { return nil }
    let sorted = messages.enumerated().sorted {
      ($0.element.at ?? .distantPast, $0.offset) < ($1.element.at ?? .distantPast, $1.offset)
    }.map(\.element)
    let isMail = first.part == first.chat || first.thread == first.chat
    return ImportedDocument(
      kind: .conversation, key: key,
      title: isMail && !first.subject.isEmpty
        ? first.subject : "\(first.chatTitle), \(first.part)",
      writtenAt: sorted.first?.at, origin: origin, conversation: conversation(first),
      passages: passages(sorted))
  }

  // MARK: Passages

  private func passages(_ messages: [ChatMessage]) -> [Passage] {
    var passages: [Passage] = []
    var open: (passage: Passage, words: Int, last: Date?)?
    for message in messages {
      let words = Self.words(message.text)
      if var going = open, let last = going.last, let at = message.at,
        words <= Self.shortWords, going.words + words <= Self.mostWords,
        at.timeIntervalSince(last) <= Self.pause, goesOn(going.passage, message)
      {
        going.passage.text += "\n" + message.text
        open = (going.passage, going.words + words, at)
        continue
      }
      if let open { passages.append(open.passage) }
      open = nil
      let pieces = self.pieces(message, words: words)
      if let only = pieces.first, pieces.count == 1, words <= Self.shortWords {
        open = (only, words, message.at)
      } else {
        passages += pieces
      }
    }
    if let open { passages.append(open.passage) }
    return passages.map(titled)
  }

  /// Whether a message is the next line of the same thought.
  private func goesOn(_ passage: Passage, _ message: ChatMessage) -> Bool {
    passage.speaker == message.speaker.name && passage.thread == message.thread
      && message.subject.isEmpty && passage.title.isEmpty && isOwn(message) == passage.isOwn
  }

  private func isOwn(_ message: ChatMessage) -> Bool {
    own.isOwner(message.speaker) == true && !message.isForwarded
  }

  /// A message as passages: one, unless it is longer than the model reads.
  private func pieces(_ message: ChatMessage, words: Int) -> [Passage] {
    let text = message.text.isEmpty ? message.subject : message.text
    let pieces =
      words <= Chunker().maxWords
      ? [text] : Chunker().cut(text.split(separator: "\n").map(String.init))
    return pieces.map { piece in
      Passage(
        title: message.subject, text: piece, thread: message.thread, speaker: message.speaker.name,
        saidAt: message.at, isOwn: isOwn(message))
    }
  }

  /// Without a subject a message is called by how it begins.
  private func titled(_ passage: Passage) -> Passage {
    guard passage.title.isEmpty else { return passage }
    var passage = passage
    passage.title = Wording.opening(of: passage.text)
    return passage
  }

  private static func words(_ text: String) -> Int {
    text.utf8.reduce(into: (count: 0, inside: false)) { state, byte in
      let isSpace = byte <= 0x20
      if !isSpace, !state.inside { state.count += 1 }
      state.inside = !isSpace
    }.count
  }
}
