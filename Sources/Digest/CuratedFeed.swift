// What was kept, as a feed: any reader can subscribe to it. One value for both formats, so that they say the same.

import FoundationEssentials
import Markup
import Store

/// The stories of some digests, for feed readers.
package struct CuratedFeed: Sendable {
  /// Entries that a reader is shown at most; it has seen the older ones.
  static let entriesMax = 100

  package let person: String
  /// The newest first.
  package let editions: [Edition]
  /// Where it is served, and the page for people; nil for a file.
  package let address: String?
  package let home: String?
  /// What a vote's link is, where there are any.
  package let votes: VoteLinks?

  package init(
    _ editions: [Edition], person: String, address: String? = nil, home: String? = nil,
    votes: VoteLinks? = nil
  ) {
    self.person = person
    self.editions = editions
    self.address = address
    self.home = home
    self.votes = votes
  }

  var title: String { "\(person)’s digest" }
  var id: String { FeedIdentity.feed(of: person) }

  /// When anything in it was last new; it begins with the digests.
  var updated: Date { editions.map(\.until).max() ?? Date(timeIntervalSince1970: 0) }

  /// Every story with the digest that has it.
  var entries: [(story: Edition.Story, edition: Edition)] {
    let all = editions.flatMap { edition in edition.stories.map { ($0, edition) } }
    return Array(all.prefix(Self.entriesMax))
  }
}

extension CuratedFeed {
  /// An entry's title, which says of a wild card what it is.
  static func title(_ story: Edition.Story) -> String {
    let title = story.heading.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return story.isWild ? "Wild card: \(title)" : title
  }

  static func author(_ story: Edition.Story) -> String {
    let author = story.item.author?.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return author.flatMap { $0.isEmpty ? nil : $0 } ?? story.item.sourceName
  }

  static func summary(_ story: Edition.Story) -> String {
    let chance = story.percent.map { "\($0) %: " } ?? ""
    return "\(chance)\(story.why)"
  }

  static func tags(_ story: Edition.Story) -> [String] {
    (story.section.map { [$0] } ?? []) + (story.isWild ? ["wild card"] : [])
  }

  /// What a reader shows: the item's own words, read by our sanitiser once more, and why they are there.
  func content(_ story: Edition.Story, _ edition: Edition) -> Hypertext {
    let told = story.item.html.map {
      Hypertext(trusted: HTMLCleaner.clean($0, base: story.webAddress).html)
    }
    let wild: Hypertext = story.isWild ? "<strong>\(Edition.Story.wildWords)</strong> " : ""
    let links = votes?.addresses(digest: edition.number, item: story.item.id)
    let vote: Hypertext = links.map(Self.vote) ?? ""
    return """
      <div>\(told ?? "<p>\(story.excerpt(1_000))</p>")</div>
      <hr><p>\(wild)\(Self.summary(story))</p>
      <p>\(DigestPage.meta(story, edition))</p>
      \(vote)
      """
  }

  private static func vote(_ links: (up: String, down: String)) -> Hypertext {
    "<p><a href=\"\(links.up)\">More like this</a> · <a href=\"\(links.down)\">Less</a></p>\n"
  }
}
