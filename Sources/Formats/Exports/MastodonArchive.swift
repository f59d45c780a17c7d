// The archive that Mastodon gives its people: collections of ActivityStreams. Own posts are there in full; of what was
// liked, kept or passed on there is the address alone, and what it said is not made up.

import FoundationEssentials
import Markup

/// Reads `outbox.json`, `likes.json` and `bookmarks.json` of an archive of Mastodon.
package enum MastodonArchive: ExportReader {
  package static let name = "Mastodon archive"
  package static let origin = "mastodon"

  private static let files = ["outbox.json", "likes.json", "bookmarks.json"]

  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    files.contains(ExportHead.name(path)) && ExportHead.isJSON(head, naming: ["OrderedCollection"])
  }

  package static func read(_ bytes: [UInt8], each: (ExportRecord) -> Void) {
    // The collection says which it is before its items; without, a bare address is a like.
    let kept: LikedThing.Label =
      bytes.prefix(8_192).text.utf8Range(of: "\"bookmarks.json\"") != nil ? .bookmark : .like
    RecordList.read(bytes, in: ["orderedItems", "items"], each: each) { tree throws(RecordFlaw) in
      guard case .text(let address) = tree else { return try activity(tree) }
      return [try Self.address(address, kept)]
    }
  }

  private static func activity(_ tree: JSONTree) throws(RecordFlaw) -> [ExportRecord] {
    switch tree["type"]?.string {
    case "Create":
      guard let object = tree["object"], case .object = object else {
        throw RecordFlaw("creates something that the archive does not hold")
      }
      return [.own(try post(object))]
    case "Announce":
      let object = tree["object"]?.string ?? tree["object"]?["id"]?.string ?? ""
      return [try address(object, .repost, at: tree["published"]?.string)]
    case "Like":
      return [try address(tree["object"]?.string ?? "", .like, at: tree["published"]?.string)]
    case let type: throw RecordFlaw("is of a kind that is not known: '\(type ?? "none")'")
    }
  }

  private static func address(
    _ uri: String, _ label: LikedThing.Label, at: String? = nil
  ) throws(RecordFlaw) -> ExportRecord {
    guard uri.hasPrefix("https://") || uri.hasPrefix("http://") else {
      throw RecordFlaw("has no address")
    }
    return .like(
      LikedThing(
        label, key: "mastodon:\(label.rawValue):\(uri)", url: uri, at: SavedPage.date(at)))
  }

  private static func post(_ tree: JSONTree) throws(RecordFlaw) -> OwnPost {
    guard let uri = tree["id"]?.string else { throw RecordFlaw("a post has no id") }
    let choices = ((tree["oneOf"] ?? tree["anyOf"])?.elements ?? []).compactMap {
      $0["name"]?.string
    }
    let described = (tree["attachment"]?.elements ?? []).compactMap { $0["name"]?.string }
    let said = PlainText.fromHTML(tree["content"]?.string ?? "")
    let text = ([said] + choices + described).filter { !$0.isEmpty }.joined(separator: "\n")
    let title = SavedPage.line(tree["summary"]?.string)
    guard !text.isEmpty || !title.isEmpty else {
      throw RecordFlaw("a post without words: \(uri.prefix(120))")
    }
    let tags = (tree["tag"]?.elements ?? []).compactMap { tag -> String? in
      guard tag["type"]?.string == "Hashtag", let name = tag["name"]?.string else { return nil }
      return name.hasPrefix("#") ? String(name.dropFirst()) : name
    }
    return OwnPost(
      key: uri, title: title, text: text, url: tree["url"]?.string ?? uri,
      at: SavedPage.date(tree["published"]?.string), answers: tree["inReplyTo"]?.string,
      tags: SavedPage.tags(tags))
  }
}
