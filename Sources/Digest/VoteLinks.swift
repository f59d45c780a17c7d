// Links that say "more like this" from wherever a digest is read. They are signed, end after a while, and only open a
// page that asks: those who look at mail before its reader does follow every link.

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
