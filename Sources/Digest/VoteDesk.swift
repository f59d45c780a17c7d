// Votes on what digests showed, from a page, a mail or a feed: the same label whichever way they come.

package import FoundationEssentials
package import Store
import Taste

extension Vote {
  /// What is learned from it.
  var evidence: Evidence { self == .up ? .digestUp : .digestDown }
}

/// Takes votes.
package struct VoteDesk: Sendable {
  private let database: Database

  package init(_ database: Database) {
    self.database = database
  }

  /// Takes a vote on a story of a digest, or takes it back; false where that digest did not show it.
  package func vote(
    _ vote: Vote?, on item: Int64, inDigest number: Int64, at now: Date
  ) async throws -> Bool {
    guard try await database.isShown(item, inDigest: number) else { return false }
    try await database.vote(item, vote?.evidence.rawValue, at: now)
    return true
  }

  /// The votes that stand.
  package func votes(on items: [Int64]) async throws -> [Int64: Vote] {
    try await database.votes(on: items).compactMapValues { label in
      Vote.allCases.first { $0.evidence.rawValue == label }
    }
  }
}
