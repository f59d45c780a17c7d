// One post of X's API v2 → an entry. A repost is a post of its own there, whose text is cut; what it passes on lies beside
// it, and that is the entry.

import Feed
import Markup

/// Reads a post (docs.x.com, data dictionary).
struct XStatus {
  let includes: XIncludes

  /// The entry, nil for what is no post; of a repost it is what was passed on, as far as it is there.
  func entry(_ tree: JSONTree) -> Entry? {
    guard Self.isPost(tree) else { return nil }
    let passedOn = XDialect.references(tree).first(where: XDialect.isRepost)
    guard let passedOn else { return original(tree).entry() }
    let id = passedOn["id"]?.string
    var draft = includes.post(id).map(original) ?? stump(of: tree, original: id)
    draft.post.repost = Repost(
      id: tree["id"]?.string, by: includes.person(tree["author_id"]?.string) ?? Person(),
      at: PostDraft.moment(tree["created_at"]))
    return draft.entry()
  }

  /// Lists and users have ids too, but say nothing; a direct message is no post.
  private static func isPost(_ tree: JSONTree) -> Bool {
    guard case .text? = tree["text"] else { return false }
    return tree["id"]?.string != nil && tree["event_type"] == nil
  }

  /// What a repost shows of a post that is not there: a cut text, with the author's handle before it.
  private func stump(of tree: JSONTree, original id: String?) -> PostDraft {
    var draft = PostDraft(.x)
    let text = tree["text"]?.string ?? ""
    say(XText(text, entities: tree["entities"]), in: &draft)
    if text.hasPrefix("RT @"), let colon = text.firstIndex(of: ":") {
      let handle = String(text[..<colon].dropFirst(4))
      draft.author(Person(href: "https://x.com/\(handle)", handle: handle))
    }
    draft.record.id = id
    draft.record.link = id.map(XPost.address)
    draft.record.language = language(tree)
    draft.moment = id.flatMap(XPost.moment)
    return draft
  }

  private func original(_ tree: JSONTree) -> PostDraft {
    var draft = PostDraft(.x)
    describe(tree, in: &draft)
    let quoted = reference("quoted", of: tree)
    let text = text(of: tree, quoted: quoted?.id)
    say(text, in: &draft)
    article(tree["article"], title: tree["article_title"], in: &draft)
    XMedia.add(of: tree, pictures: text.pictures, includes, to: &draft)
    draft.post.poll = XMedia.poll(of: tree, includes)
    draft.post.quoted = quoted
    draft.post.replyTo = answered(tree)
    draft.post.conversation = tree["conversation_id"]?.string
    state(tree, in: &draft)
    return draft
  }

  private func describe(_ tree: JSONTree, in draft: inout PostDraft) {
    let author = includes.person(tree["author_id"]?.string)
    draft.author(author)
    draft.record.id = tree["id"]?.string
    draft.record.link = link(tree["id"]?.string, by: author)
    draft.record.published = tree["created_at"]?.string
    draft.moment = draft.record.id.flatMap(XPost.moment)
    draft.record.language = language(tree)
    let metrics = tree["public_metrics"]
    draft.record.engagement = Engagement(
      likes: PostDraft.count(metrics?["like_count"]),
      boosts: PostDraft.count(XDialect.reposts(metrics)),
      comments: PostDraft.count(metrics?["reply_count"]),
      quotes: PostDraft.count(metrics?["quote_count"]),
      bookmarks: PostDraft.count(metrics?["bookmark_count"]),
      views: PostDraft.count(metrics?["impression_count"]))
  }

  private func link(_ id: String?, by author: Person?) -> String? {
    guard let id else { return nil }
    return author?.handle.map { "https://x.com/\($0)/status/\(id)" } ?? XPost.address(of: id)
  }

  /// X's own codes for "no words", "only tags" and the like name no language.
  private func language(_ tree: JSONTree) -> String? {
    tree["lang"]?.string.flatMap { $0.hasPrefix("q") || $0 == "zxx" || $0 == "und" ? nil : $0 }
  }

  // MARK: Words

  /// The text, whole: that of a long post lies beside the cut one, with entities of its own.
  private func text(of tree: JSONTree, quoted: String?) -> XText {
    let note = XDialect.note(tree)
    guard let long = note?["text"]?.string else {
      return XText(tree["text"]?.string ?? "", entities: tree["entities"], quoted: quoted)
    }
    return XText(long, entities: note?["entities"] ?? tree["entities"], quoted: quoted)
  }

  private func say(_ text: XText, in draft: inout PostDraft) {
    draft.said(text.html)
    for url in text.links {
      draft.link((url["expanded_url"] ?? url["unwound_url"] ?? url["url"])?.string)
      draft.card(Self.card(url))
    }
    for url in text.quotes { draft.link(url["expanded_url"]?.string, rel: "quote") }
    for tag in text.tags { draft.tag(tag) }
  }

  /// What X has read on the page behind an address; nil when it has not.
  private static func card(_ url: JSONTree) -> LinkCard? {
    guard let title = PostDraft.line(url["title"]) else { return nil }
    return LinkCard(
      href: (url["unwound_url"] ?? url["expanded_url"])?.string, title: title,
      text: url["description"]?.string.map(PlainLine.squeezed),
      image: url["images"]?.elements.first?["url"]?.string)
  }

  /// An article: a post with a title and as much text as a page.
  private func article(_ tree: JSONTree?, title: JSONTree?, in draft: inout PostDraft) {
    if let title = PostDraft.line(tree?["title"]) ?? PostDraft.line(title) {
      draft.record.title = WireText(value: title, type: MediaType.plain)
    }
    if let whole = tree?["plain_text"]?.string { draft.said(RichText(whole, spans: []).html) }
  }

  // MARK: Others

  private func reference(_ type: String, of tree: JSONTree) -> PostReference? {
    guard let named = XDialect.references(tree).first(where: { $0["type"]?.string == type }),
      let id = named["id"]?.string
    else { return nil }
    guard let other = includes.post(id) else {
      return PostReference(id: id, link: XPost.address(of: id), state: includes.reason(id))
    }
    let author = includes.person(other["author_id"]?.string)
    var reference = PostReference(id: id, link: link(id, by: author))
    reference.author = author
    let said = text(of: other, quoted: nil)
    reference.text = said.plain
    reference.card = said.links.lazy.compactMap(Self.card).first
    reference.published = PostDraft.moment(other["created_at"])
    reference.media = XMedia.media(of: other, includes)
    return reference
  }

  private func answered(_ tree: JSONTree) -> PostReference? {
    let author = includes.person(tree["in_reply_to_user_id"]?.string)
    var reference = reference("replied_to", of: tree)
    if reference == nil, author != nil { reference = PostReference() }
    if reference?.author == nil { reference?.author = author }
    return reference
  }

  private func state(_ tree: JSONTree, in draft: inout PostDraft) {
    draft.post.isSensitive = tree["possibly_sensitive"]?.isTrue ?? false
    if includes.isProtected(tree["author_id"]?.string) { draft.post.visibility = "private" }
    if let withheld = tree["withheld"] {
      draft.post.labels = (withheld["country_codes"]?.strings ?? []).map { "withheld:\($0)" }
        .sorted()
    }
    let own = draft.record.id
    draft.post.earlierIDs = XDialect.versions(tree).filter { $0 != own }
  }
}
