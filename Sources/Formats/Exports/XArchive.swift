// The archive that X gives its people: JSON in the clothes of JavaScript (`window.YTD.like.part0 = [`), one file for each
// kind of thing, in parts where it is long. Likes there have no date of their own; the post's number holds the post's.

import FoundationEssentials
import Markup

/// Reads `tweets.js`, `note-tweet.js`, `like.js` and `bookmark.js` of an archive of X.
package enum XArchive: ExportReader {
  package static let name = "X archive"
  package static let origin = "x"

  private static let prefix = "window.YTD."
  /// What follows the prefix, up to the next dot, in files that are read.
  private static let kinds: Set<String> = [
    "tweet", "tweets", "note_tweet", "note_tweets", "like", "bookmark", "bookmarks",
  ]

  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    kind(head).map(kinds.contains) ?? false
  }

  package static func read(_ bytes: [UInt8], each: (ExportRecord) -> Void) {
    let kind = kind(bytes[...]) ?? ""
    let body = bytes.firstIndex(of: 0x3D).map { bytes[($0 + 1)...] } ?? bytes[...]
    RecordList.read(Array(body), each: each) { tree throws(RecordFlaw) in
      switch kind {
      case "like": try liked(tree["like"] ?? tree, .like)
      case "bookmark", "bookmarks": try liked(tree["bookmark"] ?? tree, .bookmark)
      case "note_tweet", "note_tweets": try XPost.note(tree["noteTweet"] ?? tree)
      default: try XPost.post(tree["tweet"] ?? tree)
      }
    }
  }

  private static func kind(_ head: ArraySlice<UInt8>) -> String? {
    let opening = ExportHead.opening(head).prefix(80)
    guard opening.starts(with: prefix.utf8) else { return nil }
    return opening.dropFirst(prefix.utf8.count).prefix { $0 != 0x2E && $0 > 0x20 }.text
  }

  private static func liked(
    _ tree: JSONTree, _ label: LikedThing.Label
  ) throws(RecordFlaw) -> [ExportRecord] {
    guard let id = tree["tweetId"]?.string else { throw RecordFlaw("has no tweetId") }
    let text = XPost.plain(
      tree["fullText"]?.string, links: XPost.links(tree["entities"]) + XPost.links(tree))
    return [
      .like(
        LikedThing(
          label, key: "x:\(label.rawValue):\(id)", text: text,
          url: tree["expandedUrl"]?.string ?? XPost.address(of: id), at: XPost.moment(of: id)))
    ]
  }
}
