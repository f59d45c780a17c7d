// What networks answer instead of what they were asked for. Each has its own shape, X has four, and a proxy in front of
// them has another; the person should read the sentence that is in it, and the program the name.

import Feed

/// An error body: the one reading of it, for timelines, actions and sign-ins.
package struct NetworkRefusal: Sendable, Hashable {
  /// What programs know it by: `invalid_grant`, `ExpiredToken`; empty where it has no name.
  package let name: String
  /// What it says, on one line; empty where it says nothing.
  package let words: String
  /// The end of a problem's type (RFC 9457), by which X names what is wrong; hosts in front of it have changed.
  package let problem: String?

  /// Characters of a sentence that are shown.
  private static let longest = 300
  private static let most = 3

  /// Reads the body of an answer; nil for what is no object of JSON.
  package init?(_ body: [UInt8]) {
    var cursor = JSONCursor(body)
    guard cursor.lead() == 0x7B else { return nil }
    self.init(in: JSONTree.read(&cursor))
  }

  /// Finds the refusal in a body of any of the three.
  ///
  /// Mastodon: `error`, `error_description`. Bluesky (XRPC): `error`, `message`. X: a problem of RFC 9457, the older
  /// list `errors` of `message` and `code`, or of OAuth (RFC 6749 §5.2) `error` and `error_description`.
  init?(in tree: JSONTree) {
    guard tree.isObject else { return nil }
    let listed = tree["errors"].map { $0.elements.isEmpty ? [$0] : $0.elements } ?? []
    let several = listed.prefix(Self.most).compactMap(Self.sentence)
    let more = listed.count > several.count ? " (and \(listed.count - several.count) more)" : ""
    let first = listed.first.flatMap(Self.name)
    name = first ?? Self.name(tree) ?? ""
    // What is wrong with one thing says more than that something is.
    words =
      several.isEmpty ? Self.sentence(tree) ?? "" : several.joined(separator: " ") + more
    let type = (tree["type"] ?? listed.first?["type"])?.string
    problem = type?.split(separator: "/").last.map(String.init)
  }

  private static func name(_ error: JSONTree) -> String? {
    if let inner = error["error"], inner.isObject { return name(inner) }
    return error["error"]?.string ?? error["code"]?.string ?? error["title"]?.string
  }

  /// The sentence in one error.
  static func sentence(_ error: JSONTree) -> String? {
    if case .text(let text) = error { return line(text) }
    if let inner = error["error"], inner.isObject { return sentence(inner) }
    let said = [error["error_description"], error["message"], error["detail"]]
      .lazy.compactMap { $0?.string }.first
    if let said {
      return line(name(error).map { said.contains($0) ? said : "\(said) (\($0))" } ?? said)
    }
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
