// X keeps a long post twice: its beginning among the posts, the whole in a file of its own under another number. Nothing
// names the one in the other; they have their time and their beginning in common.

import FoundationEssentials

/// Long posts that wait for the posts which they are the whole of.
package struct LongPosts: Sendable {
  /// Both are written down within a moment.
  private static let apart: TimeInterval = 10
  /// So much of a beginning tells one post from another of the same seconds.
  private static let beginning = 60

  /// In the order in which they came; nil where the beginning has come.
  private var posts: [OwnPost?] = []
  private var bySecond: [Int: [Int]] = [:]

  package init() {}

  /// Those whose beginning did not come.
  package var rest: [OwnPost] { posts.compactMap(\.self) }

  /// Whether a post is a long one; then it waits here.
  package mutating func hold(_ post: OwnPost) -> Bool {
    guard post.key.hasPrefix(XPost.longKey), let at = post.at else { return false }
    bySecond[Self.second(at), default: []].append(posts.count)
    posts.append(post)
    return true
  }

  /// A post with its whole text, where only its beginning was known.
  package mutating func completed(_ post: OwnPost) -> OwnPost {
    guard let at = post.at, !bySecond.isEmpty else { return post }
    let middle = Self.second(at)
    for second in [middle, middle - 1, middle + 1] {
      for place in bySecond[second] ?? [] {
        guard let long = posts[place], let time = long.at,
          abs(time.timeIntervalSince(at)) <= Self.apart, Self.begins(long.text, post.text)
        else { continue }
        posts[place] = nil
        var whole = post
        whole.text = long.text
        return whole
      }
    }
    return post
  }

  private static func second(_ date: Date) -> Int {
    Int((date.timeIntervalSince1970 / apart).rounded(.down))
  }

  /// Whether `short` is how `long` begins: up to where it was cut, or up to the first address, which may be written in two
  /// ways.
  private static func begins(_ long: String, _ short: String) -> Bool {
    let one = words(long)
    let other = words(short)
    guard !other.isEmpty else { return false }
    return one.hasPrefix(other.prefix(beginning)) && (other.count >= 20 || one == other)
  }

  private static func words(_ text: String) -> String {
    let cut = text.firstRange(of: "http").map { text[..<$0.lowerBound] } ?? text[...]
    let bare = cut.split(separator: "…", omittingEmptySubsequences: false).first ?? cut
    return bare.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
