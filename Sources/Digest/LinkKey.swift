// What links that lead here from outside prove themselves with.

import Crypto
package import Store

/// The key that links of a workspace are signed with.
package struct LinkKey: Sendable {
  private let key: [UInt8]

  package init(_ key: [UInt8]) { self.key = key }

  /// What proves a vote's link; it is good for that story, that digest and that vote.
  package func vote(_ digest: Int64, _ item: Int64, _ vote: Vote) -> String {
    proof("vote \(digest) \(item) \(vote.rawValue)")
  }

  /// What proves a link that turns the mail to an address off.
  package func unsubscribe(_ address: String) -> String { proof("mail off \(address)") }

  /// What proves that a page of ours shows this picture.
  package func image(_ address: String) -> String { proof("image \(address)") }

  /// Compared by their hashes, so that the time it takes says nothing.
  package func isGood(_ given: String, _ right: String) -> Bool {
    SHA256.digest(of: Array(given.utf8)) == SHA256.digest(of: Array(right.utf8))
  }

  /// The first 18 bytes of a code: more than anybody can guess, and a link that lines of mail have room for.
  private func proof(_ text: String) -> String {
    Base64Text.url(Array(HMACSHA256.code(of: Array(text.utf8), key: key).prefix(18)))
  }
}

extension LinkKey {
  /// The key of a workspace, made where there is none yet.
  package static func find(
    in database: Database, using generator: inout some RandomNumberGenerator
  ) async throws -> LinkKey {
    let fresh = RandomBytes.make(32, using: &generator)
    return LinkKey(try await database.linkKey(orKeep: fresh))
  }
}
