// Slack's own markup: references to people, channels and addresses between angle brackets, three escaped characters.
// https://docs.slack.dev/messaging/formatting-message-text

/// Makes Slack's text plain.
enum SlackText {
  static func plain(_ text: String, _ directory: ChatDirectory) -> String {
    guard text.utf8.contains(0x3C) || text.utf8.contains(0x26) else { return text }
    var out = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "<") {
      out += rest[..<open]
      let inner = rest[rest.index(after: open)...]
      guard let close = inner.firstIndex(of: ">") else {
        rest = rest[open...]
        break
      }
      out += reference(inner[..<close], directory)
      rest = inner[inner.index(after: close)...]
    }
    return unescaped(out + rest)
  }

  /// `@U123|handle`, `#C123|name`, `!here`, `https://…|label`.
  private static func reference(_ inner: Substring, _ directory: ChatDirectory) -> String {
    let parts = inner.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    let target = parts[0]
    let label = parts.count == 2 && !parts[1].isEmpty ? String(parts[1]) : nil
    switch target.first {
    case "@":
      let id = String(target.dropFirst())
      return "@" + (directory.people[id]?.name ?? label ?? id)
    case "#": return "#" + (label ?? String(target.dropFirst()))
    case "!":
      guard label == nil else { return label ?? "" }
      return "@" + target.dropFirst().prefix { $0 != "^" }
    default: break
    }
    let address = target.hasPrefix("mailto:") ? target.dropFirst(7) : target
    guard let label, label != address, !address.hasSuffix(label) else { return String(address) }
    return "\(label) (\(address))"
  }

  private static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(0x26) else { return text }
    return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&amp;", with: "&")
  }
}
