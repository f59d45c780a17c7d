// One status of Mastodon's API → an entry. Members that Pleroma, Akkoma, GoToSocial, Pixelfed, snac and others leave
// out, or give as null, are missing and no more; nothing but something said and an id is required.

import Feed
import FoundationEssentials
import Markup

/// Reads a status (docs.joinmastodon.org/entities/Status).
enum MastodonStatus {
  /// The entry, nil for what is no status; of a boost it is what was boosted, with the booster beside it.
  static func entry(_ tree: JSONTree) -> Entry? {
    guard let boosted = tree["reblog"], boosted.isObject else { return original(tree)?.entry() }
    guard var draft = original(boosted) else { return nil }
    draft.post.repost = Repost(
      id: tree["id"]?.string, by: MastodonAccount.person(tree["account"]) ?? Person(),
      at: PostDraft.moment(tree["created_at"]))
    draft.post.filters += filters(tree).filter { !draft.post.filters.contains($0) }
    return draft.entry()
  }

  /// Whether it is a status: others of Mastodon's objects have an id too, or something to say, but not both and a moment.
  static func isStatus(_ tree: JSONTree) -> Bool {
    (tree["id"] ?? tree["uri"])?.string != nil && (tree["account"] ?? tree["created_at"]) != nil
      && (tree["content"] ?? tree["spoiler_text"] ?? tree["media_attachments"]) != nil
  }

  /// Where it is to be read.
  static func link(_ tree: JSONTree) -> String? {
    (tree["url"]?.string ?? tree["uri"]?.string).flatMap { WebAddress.resolve($0, against: nil) }
  }

  private static func original(_ tree: JSONTree) -> PostDraft? {
    guard isStatus(tree) else { return nil }
    var draft = PostDraft(.mastodon)
    describe(tree, in: &draft)
    relate(tree, in: &draft)
    content(tree, in: &draft)
    for medium in (tree["media_attachments"]?.elements ?? []).prefix(PostDraft.mostParts) {
      MastodonParts.add(medium, to: &draft)
    }
    draft.card(MastodonParts.card(tree["card"]))
    draft.post.poll = MastodonParts.poll(tree["poll"])
    state(tree, in: &draft)
    return draft
  }

  private static func describe(_ tree: JSONTree, in draft: inout PostDraft) {
    draft.author(MastodonAccount.person(tree["account"]))
    draft.record.id = (tree["id"] ?? tree["uri"])?.string
    draft.record.link = link(tree)
    if tree["uri"]?.string != draft.record.link { draft.link(tree["uri"]?.string, rel: "self") }
    draft.record.published = tree["created_at"]?.string
    draft.record.updated = tree["edited_at"]?.string
    draft.record.language = tree["language"]?.string
    draft.record.engagement = Engagement(
      likes: PostDraft.count(tree["favourites_count"]),
      boosts: PostDraft.count(tree["reblogs_count"]),
      comments: PostDraft.count(tree["replies_count"]),
      quotes: PostDraft.count(tree["quotes_count"]))
  }

  /// What it says: HTML, or its source where a server gives nothing else.
  private static func content(_ tree: JSONTree, in draft: inout PostDraft) {
    let base = tree["account"]?["url"]?.string
    if let warning = PostDraft.line(tree["spoiler_text"]) {
      draft.post.warning = warning
      draft.record.title = WireText(value: warning, type: MediaType.plain)
    }
    if let html = tree["content"]?.string {
      draft.said(html, base: base)
      links(in: html, of: tree, base: base, to: &draft)
    } else if let source = tree["text"]?.string {
      draft.record.contents = [WireText(value: source, type: MediaType.plain)]
    }
    for tag in (tree["tags"]?.elements ?? []).prefix(PostDraft.mostParts) {
      draft.tag((tag["name"] ?? tag).string)
    }
  }

  /// The links of the text, without those to people and tags.
  private static func links(
    in html: String, of tree: JSONTree, base: String?, to draft: inout PostDraft
  ) {
    let people = Set((tree["mentions"]?.elements ?? []).compactMap { $0["url"]?.string })
    for anchor in PageAnchors.read(html, base: base) where !people.contains(anchor.address) {
      guard !anchor.words.contains(where: { ["mention", "hashtag", "tag"].contains($0) }) else {
        continue
      }
      // Servers repeat the address of what is quoted, for programs that know no quotes.
      let isQuote = anchor.address == draft.post.quoted?.link
      draft.link(anchor.address, rel: isQuote ? "quote" : "related")
    }
  }

  private static func relate(_ tree: JSONTree, in draft: inout PostDraft) {
    draft.post.replyTo = MastodonReferences.answered(tree)
    draft.post.quoted = MastodonReferences.quoted(tree)
    draft.post.conversation = (tree["pleroma"]?["conversation_id"])?.string
  }

  private static func state(_ tree: JSONTree, in draft: inout PostDraft) {
    draft.post.visibility = tree["visibility"]?.string
    draft.post.isSensitive = tree["sensitive"]?.isTrue ?? false
    draft.post.isFromBot = tree["account"]?["bot"]?.isTrue ?? false
    draft.post.declinesPrograms = MastodonAccount.declinesPrograms(tree["account"])
    draft.post.filters = filters(tree)
    draft.post.viewer = ViewerState(
      liked: tree["favourited"]?.flag, reposted: tree["reblogged"]?.flag,
      bookmarked: tree["bookmarked"]?.flag)
  }

  /// Names of the person's filters that matched, in the server's judgement.
  private static func filters(_ tree: JSONTree) -> [String] {
    (tree["filtered"]?.elements ?? []).prefix(PostDraft.mostParts).compactMap { result in
      PostDraft.line(result["filter"]?["title"]) ?? result["filter"]?["id"]?.string
    }
  }
}
