// What stands around a post, in lines: who brought it, what it answers and quotes with the beginning of their words,
// what it shows, and what others did with it.

import Feed
import Service

enum PostLines {
  /// Letters of a quoted text, or of a description.
  private static let lettersMax = 200
  /// Pictures that are described.
  private static let mediaMax = 4

  static func of(_ context: PostContext) -> [String] {
    [
      context.boosted, other(context.replying, context.replyTo),
      other(context.quoting, context.quoted),
    ]
    .compactMap(\.self)
      + context.media.prefix(mediaMax).map(medium)
      + [card(context.card), context.counted]
      .compactMap(\.self)
  }

  /// Says `replying to Carol: “What do you …” https://…`.
  private static func other(_ words: String?, _ post: PostReference?) -> String? {
    guard let words, let post else { return nil }
    let text = post.text.isEmpty ? "" : ": “\(TerminalText.excerpt(post.text, limit: lettersMax))”"
    return words + text + (post.link.map { " \($0)" } ?? "")
  }

  private static func medium(_ link: Link) -> String {
    let alt = TerminalText.excerpt(link.alt ?? "", limit: lettersMax)
    return "\(link.rel): \(alt.isEmpty ? link.href : alt)"
  }

  private static func card(_ card: LinkCard?) -> String? {
    card?.title.map { "page: \(TerminalText.excerpt($0, limit: lettersMax))" }
  }
}
