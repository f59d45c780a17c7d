// One post of an archive of X. Links are written short there, with their meaning beside the text; a repost is a post that
// begins with "RT @somebody:".

import FoundationEssentials
import Markup

/// Reads posts of X.
enum XPost {
  /// How the keys of long posts begin.
  static let longKey = "x:note:"

  /// The address that leads to a post whoever wrote it.
  static func address(of id: String) -> String { "https://x.com/i/status/\(id)" }

  /// When the post with this number was written; nil for the numbers before November 2010, which hold no time.
  ///
  /// Numbers are snowflakes: milliseconds since 1288834974657, shifted by 22 bits.
  static func moment(of id: String) -> Date? {
    guard let number = Int64(id), number >= 1 << 35 else { return nil }
    return Date(timeIntervalSince1970: Double((number >> 22) + 1_288_834_974_657) / 1_000)
  }

  /// The text without the references that the archive writes into it, and without white space around.
  static func plain(
    _ text: String?, links: [(short: String, long: String)] = []
  ) -> String {
    guard let text = text.map({ expanded($0, links: links) }) else { return "" }
    return PlainLine.squeezed(text.contains("&") ? unescaped(text) : text)
  }

  /// A post of the person's own, or what they passed on.
  static func post(_ tree: JSONTree) throws(RecordFlaw) -> [ExportRecord] {
    guard let id = (tree["id_str"] ?? tree["id"])?.string else { throw RecordFlaw("has no id") }
    guard let raw = (tree["full_text"] ?? tree["text"])?.string else {
      throw RecordFlaw("post \(id) has no text")
    }
    let text = plain(raw, links: links(tree["entities"]))
    let tags = SavedPage.tags(
      (tree["entities"]?["hashtags"]?.elements ?? []).compactMap {
        $0["text"]?.string
      })
    let at = SavedPage.date(tree["created_at"]?.string) ?? moment(of: id)
    if let (author, said) = passedOn(text) {
      return [
        .like(
          LikedThing(
            .repost, key: "x:repost:\(id)", text: said, url: address(of: id), author: author,
            at: at, tags: tags))
      ]
    }
    return [
      .own(
        OwnPost(
          key: "x:post:\(id)", text: text, url: address(of: id), at: at,
          answers: tree["in_reply_to_status_id_str"]?.string.map { "x:post:\($0)" }, tags: tags))
    ]
  }

  /// A long post, which the archive keeps in a file of its own, under a number of its own.
  static func note(_ tree: JSONTree) throws(RecordFlaw) -> [ExportRecord] {
    guard let id = tree["noteTweetId"]?.string else { throw RecordFlaw("has no noteTweetId") }
    guard let raw = tree["core"]?["text"]?.string else {
      throw RecordFlaw("long post \(id) has no text")
    }
    return [
      .own(
        OwnPost(
          key: longKey + id, text: plain(raw, links: links(tree["core"])),
          at: SavedPage.date(tree["createdAt"]?.string) ?? moment(of: id)))
    ]
  }

  // MARK: Text

  /// Somebody else's name and words, where the post passes them on.
  private static func passedOn(_ text: String) -> (author: String, said: String)? {
    guard text.hasPrefix("RT @"), let colon = text.firstIndex(of: ":") else { return nil }
    let name = text[..<colon].dropFirst(4)
    guard !name.isEmpty, name.utf8.count <= 32, !name.contains(" ") else { return nil }
    return ("@\(name)", PlainLine.squeezed(String(text[colon...].dropFirst())))
  }

  /// Short addresses and what they stand for; posts and long posts call the two differently.
  static func links(_ entities: JSONTree?) -> [(short: String, long: String)] {
    let all = (entities?["urls"]?.elements ?? []) + (entities?["media"]?.elements ?? [])
    return all.compactMap { link in
      guard let short = (link["url"] ?? link["shortUrl"])?.string,
        let long = (link["expanded_url"] ?? link["expandedUrl"])?.string
      else { return nil }
      return (short, long)
    }
  }

  private static func expanded(_ text: String, links: [(short: String, long: String)]) -> String {
    var text = text
    for link in links.prefix(20) { text = text.replacing(link.short, with: link.long) }
    return text
  }

  /// The archive escapes three characters, and only those.
  private static func unescaped(_ text: String) -> String {
    text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
  }
}
