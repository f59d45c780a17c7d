// The address of a record of the AT Protocol, and the page on which people see it.

/// An AT URI (atproto.com/specs/at-uri-scheme): `at://did:plc:…/app.bsky.feed.post/3k…`.
struct RecordAddress {
  let authority: Substring
  let collection: Substring
  let key: Substring

  private static let longest = 8_192

  /// Takes a URI apart; nil for one that names no record.
  init?(_ uri: String?) {
    guard let uri, uri.hasPrefix("at://"), uri.utf8.count <= Self.longest else { return nil }
    let parts = uri.dropFirst(5).split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.allSatisfy(Self.isPlain) else { return nil }
    (authority, collection, key) = (parts[0], parts[1], parts[2])
  }

  var isPost: Bool { collection == "app.bsky.feed.post" }

  /// The page of the record; `handle` stands for its owner where one is known.
  ///
  /// The app's own paths; records of kinds that it has no page for have none.
  func page(handle: String?) -> String? {
    let owner = handle ?? String(authority)
    let path: String? =
      switch collection {
      case "app.bsky.feed.generator": "feed"
      case "app.bsky.graph.list": "lists"
      default: collection.contains(".feed.") && !isOther ? "post" : nil
      }
    if collection == "app.bsky.graph.starterpack" {
      return "https://bsky.app/starter-pack/\(owner)/\(key)"
    }
    if collection == "app.bsky.labeler.service" { return "https://bsky.app/profile/\(owner)" }
    return path.map { "https://bsky.app/profile/\(owner)/\($0)/\(key)" }
  }

  private var isOther: Bool {
    ["like", "repost", "threadgate", "postgate"].contains { collection.hasSuffix(".\($0)") }
  }

  /// Letters, digits and the signs of DIDs, handles, names of collections and record keys.
  private static func isPlain(_ part: Substring) -> Bool {
    !part.isEmpty
      && part.utf8.allSatisfy { byte in
        byte.isDigit || (0x61...0x7A).contains(byte | 0x20) || "._:~%-".utf8.contains(byte)
      }
  }
}
