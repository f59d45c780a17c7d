// What networks answer instead of what they were asked for. Each has its own shape, X has four, and a proxy in front of
// them has another; the person should read the sentence that is in it.

import Feed

/// Finds the sentence in an error body.
enum NetworkRefusal {
  /// Characters of a sentence that are shown.
  private static let longest = 300
  private static let most = 3

  /// What the body says is wrong, on one line; nil when it is no error body.
  ///
  /// Mastodon: `error`, `error_description`. Bluesky (XRPC): `error`, `message`. X: a problem of RFC 9457, the older
  /// list `errors` of `message` and `code`, or of OAuth `error` and `error_description`.
  static func words(in tree: JSONTree) -> String? {
    guard tree.isObject else { return nil }
    if let sentence = sentence(tree) { return sentence }
    let several = tree["errors"]?.elements ?? []
    let sentences = several.prefix(most).compactMap(sentence)
    guard !sentences.isEmpty else { return tree["errors"].flatMap(sentence) }
    let more =
      several.count > sentences.count ? " (and \(several.count - sentences.count) more)" : ""
    return sentences.joined(separator: " ") + more
  }

  /// The sentence in one error.
  static func sentence(_ error: JSONTree) -> String? {
    if case .text(let text) = error { return line(text) }
    let name = error["error"]?.string ?? error["code"]?.string ?? error["title"]?.string
    let said = [error["message"], error["detail"], error["error_description"]]
      .compactMap { $0?.string }.first
    if let said {
      return line(name.map { said.contains($0) ? said : "\(said) (\($0))" } ?? said)
    }
    if let inner = error["error"], inner.isObject { return sentence(inner) }
    // A bare `title` may be anything's; `error` is nothing else, and a problem has a status.
    let bare = error["error"] ?? (error["status"]?.int == nil ? nil : error["title"])
    return bare?.string.flatMap(line)
  }

  private static func line(_ text: String) -> String? {
    let line = PlainLine.oneLine(text)
    guard !line.isEmpty else { return nil }
    return line.count > longest ? line.prefix(longest) + "…" : line
  }
}
