// What only networks say of an entry, beside the members that feeds have too.

import Feed
import Foundation
import Service

/// Writes what is particular to posts.
enum PostRow {
  static func members(_ post: Post, _ row: inout JSONRow) {
    row.object("reposted_by", post.repost, repost)
    row.object("reply_to", post.replyTo, reference)
    row.object("quoted", post.quoted, reference)
    row.add("conversation", post.conversation)
    row.object("poll", post.poll, poll)
    row.object("card", post.card, card)
    row.add("visibility", post.visibility)
    row.add("warning", post.warning)
    if post.isSensitive { row.add("sensitive", flag: true) }
    row.add("labels", texts: post.labels)
    row.add("filters", texts: post.filters)
    if post.viewer != ViewerState() { row.object("viewer") { viewer(post.viewer, &$0) } }
    row.add("revision", post.revision)
    row.add("earlier_ids", texts: post.earlierIDs)
    if post.isPinned { row.add("pinned", flag: true) }
    if post.isFromBot { row.add("bot", flag: true) }
  }

  private static func repost(_ repost: Repost, _ row: inout JSONRow) {
    // Its own id would stand where that of the person stands.
    FeedRow.person(repost.by, &row)
    row.add("repost_id", repost.id)
    row.add("at", time: repost.at)
  }

  private static func reference(_ reference: PostReference, _ row: inout JSONRow) {
    row.add("id", reference.id)
    row.add("link", reference.link)
    row.object("author", reference.author, FeedRow.person)
    row.add("text", reference.text)
    row.add("published", time: reference.published)
    row.objects("media", reference.media, FeedRow.link)
    row.object("card", reference.card, card)
    row.add("state", reference.state)
  }

  private static func poll(_ poll: Poll, _ row: inout JSONRow) {
    row.objects("options", poll.options) { option, row in
      row.add("title", whatever: option.title)
      row.add("votes", count: option.votes)
    }
    row.add("votes", count: poll.votes)
    row.add("voters", count: poll.voters)
    if poll.allowsSeveral { row.add("several", flag: true) }
    row.add("ends", time: poll.ends)
    row.add("closed", flag: poll.isClosed)
  }

  private static func card(_ card: LinkCard, _ row: inout JSONRow) {
    row.add("href", card.href)
    row.add("title", card.title)
    row.add("text", card.text)
    row.add("image", card.image)
  }

  private static func viewer(_ viewer: ViewerState, _ row: inout JSONRow) {
    row.add("liked", flag: viewer.liked)
    row.add("reposted", flag: viewer.reposted)
    row.add("bookmarked", flag: viewer.bookmarked)
    row.add("like", viewer.like)
    row.add("repost", viewer.repost)
  }
}
