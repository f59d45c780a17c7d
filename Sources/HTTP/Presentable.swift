// An address as it may be shown in an error or a log: feeds with a key in their address are common,
// and a log must not give the key away.

extension URLReference {
  /// Names of query parameters whose values are keys; compared in lower case.
  private static let secretNames: Set<String> = [
    "access_token", "api_key", "apikey", "auth", "authkey", "client_secret", "code", "key",
    "passkey", "passwd", "password", "private_token", "pwd", "secret", "sig", "signature",
    "token", "user_token", "x-amz-signature",
  ]

  /// The text without user name and password, values of secret parameters blanked, at most 300
  /// characters, no control characters.
  ///
  /// Takes any text, so that it can word why a text is invalid.
  static func presentable(_ text: String) -> String {
    let clean = String(
      String.UnicodeScalarView(
        text.unicodeScalars.lazy.filter { $0.value >= 0x20 && $0.value != 0x7F }))
    let shown = withoutSecrets(withoutUser(clean))
    guard !shown.isEmpty else { return "(no address)" }
    return shown.count > 300 ? shown.prefix(300) + "…" : shown
  }

  private static func withoutUser(_ text: String) -> String {
    guard let slashes = text.firstRange(of: "//") else { return text }
    let rest = text[slashes.upperBound...]
    let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
    guard let at = rest[..<end].lastIndex(of: "@") else { return text }
    return String(text[..<slashes.upperBound] + text[text.index(after: at)...])
  }

  private static func withoutSecrets(_ text: String) -> String {
    guard let mark = text.firstIndex(of: "?") else { return text }
    let parameters = text[text.index(after: mark)...]
      .split(separator: "&", omittingEmptySubsequences: false)
      .map { parameter in
        let name = parameter.prefix { $0 != "=" }
        let isSecret = secretNames.contains(name.lowercased()) && name.endIndex < parameter.endIndex
        return isSecret ? name + "=…" : parameter
      }
    return text[...mark] + parameters.joined(separator: "&")
  }
}
