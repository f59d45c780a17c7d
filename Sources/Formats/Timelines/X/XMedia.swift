// Pictures, films and polls of X, which lie beside the posts and are found by their keys.

import Feed

/// Reads attachments.
enum XMedia {
  /// What the post shows, with the pages of pictures of which nothing else is known.
  static func add(
    of post: JSONTree, pictures: [JSONTree], _ includes: XIncludes, to draft: inout PostDraft
  ) {
    let keys = keys(post)
    var isShown = false
    for key in keys.prefix(PostDraft.mostParts) {
      guard let tree = includes.medium(key) else { continue }
      isShown = true
      draft.medium(
        kind(tree), address(tree), type: type(tree), alt: alt(tree, in: post),
        preview: tree["preview_image_url"]?.string)
    }
    for picture in pictures {
      let page = picture["expanded_url"]?.string
      draft.link(page, rel: "media")
      let kind = page?.contains("/video/") ?? false ? "video" : "image"
      if !isShown { draft.medium(kind, page) }
    }
  }

  /// The same for a reference.
  static func media(of post: JSONTree, _ includes: XIncludes) -> [Link] {
    keys(post).prefix(PostDraft.mostParts).compactMap { key in
      includes.medium(key).flatMap { tree in
        PostDraft.medium(
          kind(tree), address(tree) ?? tree["preview_image_url"]?.string, type: type(tree),
          alt: alt(tree, in: post))
      }
    }
  }

  private static func keys(_ post: JSONTree) -> [String] {
    post["attachments"]?["media_keys"]?.strings ?? []
  }

  private static func kind(_ tree: JSONTree) -> String {
    ["video", "animated_gif"].contains(tree["type"]?.string) ? "video" : "image"
  }

  private static func alt(_ tree: JSONTree, in post: JSONTree) -> String? {
    if let alt = tree["alt_text"]?.string { return alt }
    let key = tree["media_key"]?.string
    return (post["media_metadata"]?.elements ?? [])
      .first { $0["media_key"]?.string == key }?["alt_text"]?.string
  }

  private static func address(_ tree: JSONTree) -> String? {
    tree["url"]?.string ?? best(tree)?["url"]?.string
  }

  private static func type(_ tree: JSONTree) -> String? {
    tree["url"] == nil ? best(tree)?["content_type"]?.string : nil
  }

  /// The film in its best quality that is one file; a playlist has no bit rate.
  private static func best(_ tree: JSONTree) -> JSONTree? {
    (tree["variants"]?.elements ?? []).max { rate($0) < rate($1) }
  }

  private static func rate(_ variant: JSONTree) -> Int { variant["bit_rate"]?.int ?? -1 }

  /// The poll of a post.
  static func poll(of post: JSONTree, _ includes: XIncludes) -> Poll? {
    guard let id = post["attachments"]?["poll_ids"]?.strings.first, let tree = includes.poll(id)
    else { return nil }
    let options = (tree["options"]?.elements ?? []).prefix(PostDraft.mostParts)
      .sorted { $0["position"]?.int ?? 0 < $1["position"]?.int ?? 0 }
    var poll = Poll(
      options: options.map {
        Poll.Option(title: PostDraft.line($0["label"]) ?? "", votes: PostDraft.count($0["votes"]))
      })
    let votes = poll.options.compactMap(\.votes)
    poll.votes = votes.isEmpty ? nil : votes.reduce(0, +)
    poll.ends = PostDraft.moment(tree["end_datetime"])
    poll.isClosed = tree["voting_status"]?.string == "closed"
    return poll
  }
}
