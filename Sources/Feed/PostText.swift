// What is judged of a post: its own words are often "this!", and what it means hangs below it. A reader sees the pictures,
// the page, the choices and the quoted words, so they belong to the text that is embedded and decided upon.

/// The text of an item that comes from an entry.
package enum PostText {
  /// The words of the entry; those of a post with what it shows, each thing on lines of its own.
  ///
  /// Own words first, because a model reads only so many. What the network does not show the person is not read.
  package static func of(_ entry: Entry) -> String {
    guard let post = entry.post else { return entry.text }
    var lines = [entry.text]
    lines += post.poll?.options.map(\.title) ?? []
    lines += entry.media.compactMap(\.alt)
    lines += [post.card?.title, post.card?.text].compactMap(\.self)
    if let quoted = post.quoted, quoted.state == nil {
      lines += [quoted.author?.name ?? quoted.author?.handle, quoted.text].compactMap(\.self)
      lines += quoted.media.compactMap(\.alt)
      lines += [quoted.card?.title, quoted.card?.text].compactMap(\.self)
    }
    return lines.filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
