// What a status answers and what it quotes. Answers are bare ids; quotes have three dialects: Mastodon's since 4.4 (a
// state with a status or an id), that of Akkoma, Fedibird and others (the status itself), and Pleroma's.

import Feed
import Markup

/// Reads references of a status.
enum MastodonReferences {
  /// The status that this one answers; its author is found among the people it names.
  static func answered(_ tree: JSONTree) -> PostReference? {
    let extra = tree["pleroma"]
    guard let id = tree["in_reply_to_id"]?.string else { return nil }
    var reference = PostReference(id: id)
    let author = tree["in_reply_to_account_id"]?.string
    let named = (tree["mentions"]?.elements ?? []).first { $0["id"]?.string == author }
    let own = tree["account"]?["id"]?.string == author ? tree["account"] : nil
    reference.author = author.flatMap { id in
      MastodonAccount.person(own ?? named)
        ?? Person(handle: extra?["in_reply_to_account_acct"]?.string, id: id)
    }
    return reference
  }

  /// The status that this one quotes (docs.joinmastodon.org/entities/Quote and /ShallowQuote).
  static func quoted(_ tree: JSONTree) -> PostReference? {
    let extra = tree["pleroma"]
    guard let quote = tree["quote"] ?? extra?["quote"], quote.isObject else {
      let id = (tree["quote_id"] ?? extra?["quote_id"])?.string
      let link = (tree["quote_url"] ?? extra?["quote_url"])?.string
      return id == nil && link == nil ? nil : PostReference(id: id, link: link)
    }
    if MastodonStatus.isStatus(quote) { return reference(quote) }
    var reference =
      quote["quoted_status"].map(reference) ?? PostReference(id: quote["quoted_status_id"]?.string)
    reference.state = quote["state"]?.string.flatMap { $0 == "accepted" ? nil : $0 }
    return reference.isEmpty ? nil : reference
  }

  /// A status as another shows it.
  static func reference(_ tree: JSONTree) -> PostReference {
    var reference = PostReference(id: tree["id"]?.string, link: MastodonStatus.link(tree))
    reference.author = MastodonAccount.person(tree["account"])
    let warning = PostDraft.line(tree["spoiler_text"])
    let said = tree["content"]?.string.map { PlainText.fromHTML($0) }
    let choices = MastodonParts.poll(tree["poll"])?.options.map(\.title) ?? []
    reference.text = ([warning, said].compactMap(\.self) + choices)
      .filter { !$0.isEmpty }.joined(separator: "\n")
    reference.published = PostDraft.moment(tree["created_at"])
    reference.media = MastodonParts.media(tree)
    reference.card = MastodonParts.card(tree["card"])
    return reference
  }
}
