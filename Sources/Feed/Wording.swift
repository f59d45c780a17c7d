// Title and text as one: what is embedded and counted of an item or a passage, and what stands for a missing title.

/// The words of a titled text.
package enum Wording {
  /// Title, newline, text; the text alone where it begins with its title.
  ///
  /// Many short posts carry their own opening as a title, cut with dots: said twice it would count twice.
  package static func whole(title: String, text: String) -> String {
    if text.isEmpty { return title }
    let bare =
      title.hasSuffix("…")
      ? title.dropLast() : title.hasSuffix("...") ? title.dropLast(3) : title[...]
    return bare.isEmpty || text.hasPrefix(bare) ? text : "\(title)\n\(text)"
  }

  /// The first words of a text, up to about eighty letters: what is shown where there is no title.
  package static func opening(of text: String) -> String {
    let line = text.prefix { $0 != "\n" }
    guard line.count > 80 else { return String(line) }
    let cut = line.prefix(80)
    return (cut.lastIndex(of: " ").map { String(cut[..<$0]) } ?? String(cut)) + "…"
  }
}
