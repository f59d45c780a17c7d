// What a post of Bluesky answers and quotes. Either may be shown, gone, blocked or detached; and what is quoted need not
// be a post: feeds, lists, labelers and starter packs are shown as cards.

import Feed

/// Reads references.
enum BlueskyReferences {
  /// A view of a post, whole or as a grave.
  static func reference(_ tree: JSONTree) -> PostReference {
    let uri = tree["uri"]?.string
    let author = tree["author"]
    var reference = PostReference(
      id: uri, link: RecordAddress(uri)?.page(handle: BlueskyActor.handle(author)),
      state: state(tree))
    reference.author = BlueskyActor.person(author, owning: uri)
    guard let record = tree["record"] ?? tree["value"] else { return reference }
    reference.text = PlainLine.squeezed(record["text"]?.string ?? "")
    reference.published = PostDraft.moment(record["createdAt"])
    let embed = BlueskyEmbed(
      view: tree["embed"] ?? tree["embeds"]?.elements.first, raw: record["embed"],
      owner: reference.author?.id)
    reference.media = embed.media.compactMap {
      PostDraft.medium($0.kind, $0.href ?? $0.preview, type: $0.type, alt: $0.alt)
    }
    reference.card = embed.card
    return reference
  }

  /// Why it is not shown.
  private static func state(_ tree: JSONTree) -> String? {
    if tree["notFound"]?.isTrue ?? false { return "not_found" }
    if tree["blocked"]?.isTrue ?? false { return "blocked" }
    return tree["detached"]?.isTrue ?? false ? "detached" : nil
  }

  /// What an embed shows besides media: a post, or something with a page of its own.
  static func take(_ record: JSONTree?, into draft: inout PostDraft) {
    guard let record, let uri = record["uri"]?.string else { return }
    let address = RecordAddress(uri)
    let isPost = address?.isPost ?? false
    if isPost || record["value"]?["text"] != nil || state(record) != nil {
      draft.post.quoted = reference(record)
    } else {
      draft.card(card(record, address))
    }
  }

  private static func card(_ tree: JSONTree, _ address: RecordAddress?) -> LinkCard {
    let creator = BlueskyActor.handle(tree["creator"])
    let inner = tree["record"]
    return LinkCard(
      href: address?.page(handle: creator),
      title: PostDraft.line(tree["displayName"]) ?? PostDraft.line(tree["name"])
        ?? PostDraft.line(inner?["name"]) ?? PostDraft.line(tree["creator"]?["displayName"]),
      text: (tree["description"] ?? inner?["description"])?.string.map(PlainLine.squeezed),
      image: tree["avatar"]?.string)
  }

  /// The post that one answers: as the page shows it, or as the record names it.
  static func answered(_ record: JSONTree, shown parent: JSONTree?) -> PostReference? {
    if let parent, parent["uri"] != nil { return reference(parent) }
    return record["reply"]?["parent"].map(reference)
  }
}
