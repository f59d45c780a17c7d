// Which of a page's feeds a person means: not the comments, and not the same posts in three formats.

/// Orders the feeds that a page names.
package enum FeedRanking {
  /// The feeds, best first: in the page's order, of one feed in several formats the best, feeds of comments last.
  package static func ranked(_ feeds: [AdvertisedFeed]) -> [AdvertisedFeed] {
    var kept: [AdvertisedFeed] = []
    for feed in feeds {
      guard let index = kept.firstIndex(where: { isSame($0, feed) }) else {
        kept.append(feed)
        continue
      }
      if feed.format < kept[index].format { kept[index] = feed }
    }
    return kept.filter { !isAboutComments($0) } + kept.filter(isAboutComments)
  }

  /// Whether a feed brings what readers say and not what the site says, by its title and address.
  package static func isAboutComments(_ feed: AdvertisedFeed) -> Bool {
    let said = "\(feed.title ?? "") \(feed.address)".lowercased()
    return commentWords.contains { said.contains($0) }
  }

  /// In the languages of the blogging programs that translate their links.
  private static let commentWords = [
    "comment", "kommentar", "comentari", "comentário", "commenti", "reacties", "komentar", "yorum",
    "комментар", "коментар", "コメント", "评论", "評論", "留言", "댓글",
  ]

  private static func isSame(_ a: AdvertisedFeed, _ b: AdvertisedFeed) -> Bool {
    guard isAboutComments(a) == isAboutComments(b) else { return false }
    let (one, other) = (words(a.title ?? ""), words(b.title ?? ""))
    if words(a.address) == words(b.address) { return one.isEmpty || other.isEmpty || one == other }
    return a.format != b.format && !one.isEmpty && one == other
  }

  /// Words that name a format and not a feed; `http` so that an address is the same by both schemes.
  private static let formatWords: Set<String> = [
    "rss", "rss2", "rss20", "rss1", "rss10", "rss092", "atom", "atom1", "atom10", "json", "xml",
    "rdf", "feed", "feeds",
    "index", "feed1", "format", "type", "http", "https", "1", "2", "0", "php", "jsonfeed",
  ]

  /// What is left of a title or an address without words of formats.
  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
      .filter { !formatWords.contains($0) }
  }
}
