// What hangs below a status: pictures, films, the card of a page, a poll.

import Feed

/// Reads attachments.
enum MastodonParts {
  /// Adds an attachment (docs.joinmastodon.org/entities/MediaAttachment).
  static func add(_ tree: JSONTree, to draft: inout PostDraft) {
    draft.medium(
      kind(tree), address(tree), type: type(tree), alt: alt(tree),
      preview: tree["preview_url"]?.string)
  }

  /// The same for a reference.
  static func media(_ tree: JSONTree) -> [Link] {
    (tree["media_attachments"]?.elements ?? []).prefix(PostDraft.mostParts).compactMap {
      PostDraft.medium(kind($0), address($0), type: type($0), alt: alt($0))
    }
  }

  /// The file; one that the server has not fetched stands where it came from.
  private static func address(_ tree: JSONTree) -> String? {
    tree["url"]?.string ?? tree["remote_url"]?.string ?? tree["preview_url"]?.string
  }

  private static func alt(_ tree: JSONTree) -> String? { tree["description"]?.string }

  private static func type(_ tree: JSONTree) -> String? {
    (tree["pleroma"]?["mime_type"] ?? tree["mime_type"] ?? tree["mime"])?.string
  }

  private static func kind(_ tree: JSONTree) -> String {
    switch tree["type"]?.string {
    case "gifv", "video": "video"
    case "audio": "audio"
    case "image": "image"
    default: type(tree)?.split(separator: "/").first.map(String.init) ?? "unknown"
    }
  }

  /// The preview of a page (docs.joinmastodon.org/entities/PreviewCard).
  static func card(_ tree: JSONTree?) -> LinkCard? {
    guard let tree, tree.isObject else { return nil }
    let card = LinkCard(
      href: tree["url"]?.string.flatMap { WebAddress.resolve($0, against: nil) },
      title: PostDraft.line(tree["title"]),
      text: tree["description"]?.string.map(PlainLine.squeezed),
      image: tree["image"]?.string.flatMap { WebAddress.resolve($0, against: nil) })
    return card == LinkCard() ? nil : card
  }

  /// A poll (docs.joinmastodon.org/entities/Poll).
  static func poll(_ tree: JSONTree?) -> Poll? {
    guard let tree, tree.isObject else { return nil }
    var poll = Poll(
      options: (tree["options"]?.elements ?? []).prefix(PostDraft.mostParts).map {
        Poll.Option(
          title: PostDraft.line($0["title"]) ?? "", votes: PostDraft.count($0["votes_count"]))
      })
    poll.votes = PostDraft.count(tree["votes_count"])
    poll.voters = PostDraft.count(tree["voters_count"])
    poll.allowsSeveral = tree["multiple"]?.isTrue ?? false
    poll.ends = PostDraft.moment(tree["expires_at"])
    poll.isClosed = tree["expired"]?.isTrue ?? false
    return poll
  }
}
