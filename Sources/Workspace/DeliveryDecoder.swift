// `digest.email` and `digest.webhook` in `gleaner.yaml`.

import HTTP
import Models
import Service

/// Decodes where digests go.
enum DeliveryDecoder {
  static func mail(_ map: inout SettingsMap) -> MailSettings? {
    let to = address("to", &map)
    let from = address("from", &map)
    let server = map.value(
      "smtp", expected: "a server such as mail.example.org, mail.example.org:587 or smtps://…"
    ) { $0.text.flatMap(MailServer.init) }
    let user = map.has("user") ? word("user", &map) : nil
    let password = map.has("password") ? secretName("password", &map) : nil
    for (key, expected) in [
      ("to", "whom it is for, such as ada@example.org"), ("from", "the address that sends it"),
      ("smtp", "the server that takes your mail"),
    ] where !map.has(key) { map.requires(key, expected) }
    if map.has("user") != map.has("password") {
      let missing = map.has("user") ? "password" : "user"
      map.requires(missing, "'user' and 'password' together, or neither")
    }
    guard let to, let from, let server else { return nil }
    return MailSettings(to: to, from: from, server: server, user: user, passwordName: password)
  }

  static func webhook(_ map: inout SettingsMap) -> WebhookSettings? {
    let secret = map.has("secret") ? secretName("secret", &map) : nil
    if !map.has("secret") {
      map.requires("secret", "the NAME of an environment variable with what it is signed with")
    }
    guard map.has("url") else {
      map.requires("url", "where digests are posted to")
      return nil
    }
    guard let standing = ModelDecoder.address(&map), let secret else { return nil }
    return WebhookSettings(url: standing.url, secretName: secret, isHome: standing.isHome)
  }

  /// The plain form of an address (RFC 5321, section 4.1.2): no name, no quotes, no second address.
  private static func address(_ key: String, _ map: inout SettingsMap) -> String? {
    map.value(key, expected: "one mail address such as ada@example.org") { scalar in
      guard let text = scalar.text, text.utf8.count <= 254,
        text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
        !text.contains(where: { "<>()[],;:\\\"".contains($0) })
      else { return nil }
      let halves = text.split(separator: "@", omittingEmptySubsequences: false)
      return halves.count == 2 && !halves[0].isEmpty && !halves[1].isEmpty ? text : nil
    }
  }

  private static func word(_ key: String, _ map: inout SettingsMap) -> String? {
    map.value(key, expected: "a name without control characters") { scalar in
      scalar.text.flatMap { text in
        text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F } ? text : nil
      }
    }
  }

  private static func secretName(_ key: String, _ map: inout SettingsMap) -> String? {
    guard let pair = map.pair(key) else { return nil }
    if let text = pair.value.value?.text, KeyPlace.isName(text) { return text }
    map.report(
      "'\(key)' is not the name of an environment variable, expected one such as SMTP_PASSWORD; "
        + "a secret itself belongs in that variable, not here", at: pair.value.position)
    return nil
  }
}
