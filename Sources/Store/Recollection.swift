// What a search in memory finds: a passage, how it was found, and what was said around it.

package import FoundationEssentials

/// A passage of memory that answers a question.
package struct Recollection: Sendable, Hashable {
  /// One of the passages around, in their order.
  package struct Neighbour: Sendable, Hashable {
    package let text: String
    package let speaker: String?
    package let isOwn: Bool
    package let saidAt: Date?
    /// Negative before the passage that was found, positive after it.
    package let offset: Int
    let id: Int64
  }

  package let id: Int64
  /// Of the passage: the document and the headings above it.
  package let title: String
  package let text: String
  package let kind: DocumentKind
  /// Where it was imported from: `file`, `slack`.
  package let origin: String
  /// Other services in which the same like is kept.
  package internal(set) var alsoIn: [String] = []
  /// What a like is filed under, in whichever service.
  package internal(set) var tags: [String]
  /// The document's name for ever: a path, an address, or a fingerprint.
  package let key: String
  package let url: String?
  /// Who said it; of a like, its author.
  package let speaker: String?
  /// Whether the person said it.
  package let isOwn: Bool
  /// When it was said or written; nil where nothing says so.
  package let saidAt: Date?
  package let importedAt: Date
  /// 0 … 1: the cosine of the two vectors, where below nothing is nothing; nil where it has no vector.
  package let similarity: Double?
  /// The words of the question that it says, as they were typed.
  package let matched: [String]
  /// Its place by meaning and by words, from 1; nil where it is not among those that were looked at.
  package let rankByMeaning: Int?
  package let rankByWords: Int?
  /// What stands around it, in order.
  package internal(set) var neighbours: [Neighbour] = []

  /// Whether an earlier one of a list shows it already among its neighbours.
  package func isShown(by other: Recollection) -> Bool {
    other.neighbours.contains { $0.id == id }
  }
}

/// What is looked for in memory, and how much of it.
package struct RecollectionRequest: Sendable {
  package var limit = 10
  /// Passages before and after a hit: messages of a conversation, and passages of a document.
  package var messagesAround = 10
  package var passagesAround = 0
  package var filter = RecollectionFilter()

  package init() {}

  /// How far each ranking is followed; what both have in their first hundred is found by both.
  var depth: Int { max(100, limit * 3) }
}
