// Bytes of a network's answer → entries, the same values as feeds give. What a network adds without notice (new members,
// new kinds, new embeds) is passed over, and one post that makes no sense costs only itself.

package import Feed
import Markup

/// Reads timelines and whatever else of a network holds posts: threads, searches, lookups, notifications.
package enum TimelineParser {
  /// The largest answer that is read, in bytes: twenty times the longest page.
  package static let mostBytes = 16 << 20

  /// Reads one answer of the API of `network`.
  ///
  /// Posts that a network passes over or withholds are named in `defect`, as is an answer that breaks off. What the
  /// network says instead of an answer is thrown in its own words.
  ///
  /// - Parameters:
  ///   - url: What was asked; the base of the rare relative link.
  ///   - headers: Those of the answer; `Link` counts.
  package static func parse(
    _ bytes: [UInt8], from network: Network, url: String? = nil, headers: [(String, String)] = []
  ) throws(FormatError) -> FeedDocument {
    guard bytes.count <= mostBytes else {
      throw FormatError(.tooLarge, "the answer is larger than \(mostBytes >> 20) MB")
    }
    let answer = try TimelineAnswer(bytes, from: network, url: url)
    var page = try posts(of: answer)
    if answer.isCut, page.entries.isEmpty {
      throw FormatError(.cutOff, "the answer breaks off before its first post is complete")
    }
    let links = LinkHeader.relations(headers)
    if let older = links["next"] { page.next = older }
    page.previous = links["prev"]
    return page.document(of: answer)
  }

  private static func posts(of answer: TimelineAnswer) throws(FormatError) -> TimelinePage {
    let page =
      switch answer.network {
      case .mastodon: MastodonPage.read(answer)
      case .bluesky: BlueskyPage.read(answer)
      case .x: XPage.read(answer)
      }
    if let page, page.isSensible { return page }
    if let refusal = NetworkRefusal(in: answer.tree), !refusal.words.isEmpty {
      throw FormatError(.refused, "\(answer.network.name) says: \(refusal.words)")
    }
    if answer.isCut {
      throw FormatError(.cutOff, "the answer breaks off before its first post is complete")
    }
    throw FormatError(
      .notAFeed, "this is JSON, but nothing of \(answer.network.name) that holds posts")
  }
}
