// Links that say "more like this" from wherever a digest is read. They are signed, end after a while, and only open a
// page that asks: those who look at mail before its reader does follow every link.

import Crypto
package import FoundationEssentials

/// What a reader of a digest says of one of its stories.
package enum Vote: String, Sendable, Hashable, CaseIterable {
  case up, down
}

/// Makes and checks the addresses of votes.
package struct VoteLinks: Sendable {
  /// For so long after a digest a link of its is good.
  package static let age: TimeInterval = 60 * 86_400

  /// Where the pages are, without a slash at its end.
  private let origin: String
  private let key: LinkKey

  package init(origin: String, key: LinkKey) {
    self.origin = origin
    self.key = key
  }

  /// The two links of a story.
  package func addresses(digest: Int64, item: Int64) -> (up: String, down: String) {
    let links = Vote.allCases.map { vote in
      "\(origin)/vote/\(digest)/\(item)/\(vote.rawValue)/\(key.vote(digest, item, vote))"
    }
    return (links[0], links[1])
  }
}

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

  /// Compared by their hashes, so that the time it takes says nothing.
  package func isGood(_ given: String, _ right: String) -> Bool {
    SHA256.digest(of: Array(given.utf8)) == SHA256.digest(of: Array(right.utf8))
  }

  /// The first 18 bytes of a code: more than anybody can guess, and a link that lines of mail have room for.
  private func proof(_ text: String) -> String {
    Base64Text.url(Array(HMACSHA256.code(of: Array(text.utf8), key: key).prefix(18)))
  }
}
