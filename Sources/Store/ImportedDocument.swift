// What is handed to memory: a document with its passages, as an import read it.

import Feed
package import FoundationEssentials

/// What a document is to the person.
package enum DocumentKind: String, Sendable, CaseIterable {
  /// Something they wrote or keep.
  case document
  /// Something they liked.
  case like
  /// One day of a chat, or one thread of mail.
  case conversation
}

/// A stretch of a document, about as long as the model reads.
package struct Passage: Sendable, Hashable {
  package var title: String
  package var text: String
  /// In a conversation: what it belongs to, who said it and when, and whether that was the person; of a like, its author.
  package var thread: String?
  package var speaker: String?
  package var saidAt: Date?
  package var isOwn: Bool

  package init(
    title: String, text: String, thread: String? = nil, speaker: String? = nil,
    saidAt: Date? = nil, isOwn: Bool = false
  ) {
    self.title = title
    self.text = text
    self.thread = thread
    self.speaker = speaker
    self.saidAt = saidAt
    self.isOwn = isOwn
  }

  /// What was said, without how: two passages of one text share a vector.
  var textHash: [UInt8] { Fingerprint(of: [title, text]).bytes }
}

/// A document as it was imported.
package struct ImportedDocument: Sendable, Hashable {
  package var kind: DocumentKind
  /// Its name for ever: a path, an address, or a fingerprint.
  package var key: String
  package var title: String
  package var url: String?
  package var writtenAt: Date?
  /// Where it came from: `file`, `slack`, `mail`.
  package var origin: String
  /// The chat that it is a day of.
  package var conversation: String?
  /// What the person did with a like: `like`, `repost`, `bookmark`, `save`.
  package var label: String
  /// What a like is filed under.
  package var tags: [String]
  package var passages: [Passage]

  package init(
    kind: DocumentKind, key: String, title: String, url: String? = nil, writtenAt: Date? = nil,
    origin: String = "file", conversation: String? = nil, label: String = "like",
    tags: [String] = [], passages: [Passage]
  ) {
    self.kind = kind
    self.key = key
    self.title = title
    self.url = url
    self.writtenAt = writtenAt
    self.origin = origin
    self.conversation = conversation
    self.label = label
    self.tags = tags
    self.passages = passages
  }

  /// What it says; of a like also whose it is and what it is filed under, of a conversation who said it, and when.
  var fingerprint: [UInt8] {
    let said = passages.flatMap { [$0.title, $0.text] }
    guard kind == .conversation else {
      let facts = kind == .like ? passages.compactMap(\.speaker) + tags : []
      return Fingerprint(of: [title, url ?? ""] + said + facts).bytes
    }
    let circumstances = passages.flatMap { passage in
      [
        passage.thread ?? "", passage.speaker ?? "", passage.isOwn ? "own" : "",
        // To the millisecond: a time that was stored comes back with other last bits.
        passage.saidAt.map { "\(($0.timeIntervalSince1970 * 1_000).rounded())" } ?? "",
      ]
    }
    return Fingerprint(of: [title, conversation ?? ""] + said + circumstances).bytes
  }
}
