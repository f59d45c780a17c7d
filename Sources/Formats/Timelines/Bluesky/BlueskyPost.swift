// One post of Bluesky → an entry. Views wrap the record that the author wrote; what lies in a repository has the record
// alone, and its author is in its address.

import Feed
import FoundationEssentials
import Markup

/// Reads a post: `app.bsky.feed.defs#postView`, `app.bsky.embed.record#viewRecord`, a notification, or a record.
enum BlueskyPost {
  /// The entry; nil for what is no post.
  ///
  /// - Parameters:
  ///   - parent: What the page shows of the post that it answers.
  ///   - reason: Why it stands where it stands.
  static func entry(
    _ tree: JSONTree, parent: JSONTree? = nil, reason: JSONTree? = nil
  ) -> Entry? {
    guard let uri = tree["uri"]?.string, let record = tree["record"] ?? tree["value"],
      case .text(let text)? = record["text"]
    else { return nil }
    var draft = PostDraft(.bluesky)
    describe(tree, record, uri: uri, in: &draft)
    say(text, record, in: &draft)
    carry(tree, record, in: &draft)
    draft.post.replyTo = BlueskyReferences.answered(record, shown: parent)
    draft.post.conversation = record["reply"]?["root"]?["uri"]?.string ?? uri
    state(tree, record, in: &draft)
    explain(reason, uri: uri, in: &draft)
    return dated(draft.entry(), indexed: PostDraft.moment(tree["indexedAt"]))
  }

  private static func describe(
    _ tree: JSONTree, _ record: JSONTree, uri: String, in draft: inout PostDraft
  ) {
    draft.author(BlueskyActor.person(tree["author"], owning: uri))
    draft.record.id = uri
    draft.record.link = RecordAddress(uri)?.page(handle: BlueskyActor.handle(tree["author"]))
    draft.record.published = record["createdAt"]?.string
    draft.record.language = record["langs"]?.strings.first
    draft.post.revision = tree["cid"]?.string
    draft.record.engagement = Engagement(
      likes: PostDraft.count(tree["likeCount"]), boosts: PostDraft.count(tree["repostCount"]),
      comments: PostDraft.count(tree["replyCount"]), quotes: PostDraft.count(tree["quoteCount"]),
      bookmarks: PostDraft.count(tree["bookmarkCount"]))
  }

  private static func say(_ text: String, _ record: JSONTree, in draft: inout PostDraft) {
    let facets = BlueskyFacets(of: record, text: text)
    draft.said(RichText(text, spans: facets.spans).html)
    for link in facets.links { draft.link(link) }
    for tag in facets.tags + (record["tags"]?.strings ?? []).prefix(PostDraft.mostParts) {
      draft.tag(tag)
    }
  }

  private static func carry(_ tree: JSONTree, _ record: JSONTree, in draft: inout PostDraft) {
    let embed = BlueskyEmbed(
      view: tree["embed"] ?? tree["embeds"]?.elements.first, raw: record["embed"],
      owner: draft.record.authors.first?.id)
    for medium in embed.media {
      draft.medium(
        medium.kind, medium.href, type: medium.type, alt: medium.alt, preview: medium.preview)
    }
    draft.card(embed.card)
    BlueskyReferences.take(embed.record, into: &draft)
  }

  private static func state(_ tree: JSONTree, _ record: JSONTree, in draft: inout PostDraft) {
    let labels = BlueskyLabels.values(tree["labels"]) + BlueskyLabels.values(record["labels"])
    draft.post.labels = Set(labels).sorted()
    draft.post.isSensitive = BlueskyLabels.areSensitive(labels)
    draft.post.isFromBot = BlueskyActor.labels(tree["author"]).contains("bot")
    guard let viewer = tree["viewer"] else { return }
    draft.post.viewer = ViewerState(
      liked: viewer["like"] != nil, reposted: viewer["repost"] != nil,
      bookmarked: viewer["bookmarked"]?.flag)
    draft.post.viewer.like = viewer["like"]?.string
    draft.post.viewer.repost = viewer["repost"]?.string
  }

  /// Why it stands there: somebody passed it on, or its author pinned it.
  private static func explain(_ reason: JSONTree?, uri: String, in draft: inout PostDraft) {
    guard let reason else { return }
    if let by = BlueskyActor.person(reason["by"]) {
      // Without the address of the repost, who did it tells it apart.
      let id = reason["uri"]?.string ?? by.id.map { "\(uri)#\($0)" }
      draft.post.repost = Repost(id: id, by: by, at: PostDraft.moment(reason["indexedAt"]))
    }
    draft.post.isPinned = reason["$type"]?.string?.hasSuffix("#reasonPin") ?? false
  }

  /// The author's clock says when a post was written, but not that it was after the network had it.
  private static func dated(_ entry: Entry, indexed: Date?) -> Entry {
    var entry = entry
    if let indexed { entry.metadata.published = min(entry.metadata.published ?? indexed, indexed) }
    return entry
  }
}
