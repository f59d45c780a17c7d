// Which addresses a model may have. A key and a person's words go there, so plain http is for machines at home alone.

private import HTTP

/// Judges the `url` of a model.
package enum ModelAddress {
  /// What an address is good for.
  package struct Standing: Sendable, Hashable {
    /// As it is to be used: no slash at its end.
    package let url: String
    /// Whether it is this machine or one at home, where nobody asks for money.
    package let isHome: Bool
  }

  /// Why an address is refused, after "'url'"; the address itself may hold a key and is not repeated.
  package struct Refusal: Error, Sendable, Hashable {
    package let words: String
  }

  package static func standing(of text: String) throws(Refusal) -> Standing {
    guard !text.contains("@") else {
      throw Refusal(words: "holds a user name or password, expected an address without one")
    }
    guard !text.contains("?"), !text.contains("#") else {
      throw Refusal(
        words: "has a '?' or '#', expected an address without them; a key goes to 'key'")
    }
    guard let url = try? URLReference(text) else {
      throw Refusal(words: "is not an address, expected one such as https://openrouter.ai/api/v1")
    }
    let trimmed = String(url.text.reversed().drop { $0 == "/" }.reversed())
    for ending in ["/chat/completions", "/embeddings"] where trimmed.hasSuffix(ending) {
      throw Refusal(words: "ends in \(ending), which is added by itself; leave it out")
    }
    let isHome = isHome(url.host)
    guard url.scheme == "https" || isHome else {
      throw Refusal(
        words:
          "is plain http to a public host, expected https; http is for this machine or one at home")
    }
    return Standing(url: trimmed, isHome: isHome)
  }

  /// Names that public DNS does not have: RFC 6761 (localhost), 6762 (.local), 8375 (home.arpa), and ICANN's .internal.
  private static let homeSuffixes = [".localhost", ".local", ".home.arpa", ".internal", ".lan"]

  private static func isHome(_ host: String) -> Bool {
    let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    if let address = IPAddress(bare) {
      return AddressPolicy.standard.isPrivate(address)
    }
    return !host.contains(".") || homeSuffixes.contains { host.hasSuffix($0) }
  }
}
