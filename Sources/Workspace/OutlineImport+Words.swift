// What became of the lists of other programs, in words.

import Service

extension OutlineImport {
  /// How many addresses are named of those that cannot be used.
  private static let named = 5

  /// What was added, or with `isDry` would be, in a few lines.
  package func lines(_ place: SourcePlace?, isDry: Bool = false) -> [String] {
    var lines: [String] = []
    if isDry { lines += drafts.map(Self.line) }
    let added = Count.of(drafts.count, "feed")
    lines.append(
      place.map { "added \(added) to \($0.file), from line \($0.line) on" }
        ?? (isDry && !drafts.isEmpty ? "would add \(added)" : "nothing to add"))
    if !listed.isEmpty {
      lines.append(
        "\(Count.of(listed.count, "feed")) listed already, and left as you wrote it")
    }
    if repeated > 0 {
      lines.append("\(Count.of(repeated, "repetition")) joined, tags and all")
    }
    if !unusable.isEmpty {
      let some = unusable.prefix(Self.named).map { "'\(TerminalText.excerpt($0, limit: 60))'" }
      let rest = unusable.count > Self.named ? ", …" : ""
      lines.append(
        "\(Count.of(unusable.count, "feed")) left out, without an http(s) URL: "
          + some.joined(separator: ", ") + rest)
    }
    return lines
  }

  private static func line(_ draft: SourceDraft) -> String {
    let tags = draft.tags.isEmpty ? "" : " [\(draft.tags.joined(separator: ", "))]"
    return "  " + (draft.name.map { "\($0): " } ?? "") + draft.feed + tags
  }
}
