// An answer as JSON, whole: what a post says may stand anywhere in it (authors and pictures of X come after the posts),
// and a page has a hundred posts, not ten thousand.

import Feed
import Markup

/// The body of one answer.
struct TimelineAnswer {
  let network: Network
  let tree: JSONTree
  /// The body ended in the middle, or holds something that is no JSON: only complete elements of lists are believed.
  let isCut: Bool
  let url: String?

  /// A page has some ten thousand values; a thread of Bluesky nests once for each parent, of which it shows 80.
  private static let limits = JSONTree.Limits(
    values: 1_000_000, depth: 200, text: .max, isExact: true)

  init(_ bytes: [UInt8], from network: Network, url: String?) throws(FormatError) {
    if let cause = ForeignFormat.binary(bytes) { throw FormatError(.notAFeed, cause) }
    let text = XMLText.scrub(bytes)
    var cursor = JSONCursor(text)
    switch cursor.lead() {
    case 0x7B, 0x5B: break
    case nil: throw FormatError(.empty, "the answer is empty")
    case 0x3C: throw FormatError(.page, "\(network.name) answered with a web page, not with JSON")
    default: throw FormatError(.notAFeed, "this is no JSON")
    }
    self.network = network
    tree = JSONTree.read(&cursor, limits: Self.limits)
    isCut = cursor.hasEnded
    self.url = url
  }
}
