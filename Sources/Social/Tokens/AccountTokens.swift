// What a network knows us by, once somebody has signed in. It exists in memory, in one header of a call, and sealed in the
// database; it has no way into a text.

import Service

/// The tokens of one account.
package enum AccountTokens: Sendable, Hashable {
  /// A bearer token that does not end, with the application that it was given to.
  case mastodon(client: String?, clientSecret: String?, access: String)
  /// A session: the access token lives for two hours, the refresh token for one use.
  case bluesky(access: String, refresh: String)
  /// OAuth 2.0: the access token lives for two hours; without a refresh token that is all.
  case x(client: String, clientSecret: String?, access: String, refresh: String?)
  /// OAuth 1.0a, which does not end.
  case xSigned(OAuthKeys)

  /// Everything in it that must not be seen.
  package var secrets: [String] {
    switch self {
    case .mastodon(_, let clientSecret, let access): [clientSecret, access].compactMap(\.self)
    case .bluesky(let access, let refresh): [access, refresh]
    case .x(_, let clientSecret, let access, let refresh):
      [clientSecret, access, refresh].compactMap(\.self)
    case .xSigned(let keys): [keys.consumerSecret, keys.token, keys.tokenSecret]
    }
  }

  /// Whether there is something to get new tokens with.
  package var isRenewable: Bool {
    switch self {
    case .mastodon, .xSigned: false
    case .bluesky: true
    case .x(_, _, _, let refresh): refresh != nil
    }
  }
}

extension AccountTokens: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "(tokens)" }
  package var debugDescription: String { "(tokens)" }
  package var customMirror: Mirror { Mirror(self, children: [], displayStyle: .enum) }
}

extension AccountTokens {
  /// As it is sealed.
  var bytes: [UInt8] { Array(json.jsonText.utf8) }

  private var json: JSONValue {
    switch self {
    case .mastodon(let client, let clientSecret, let access):
      [
        "kind": "mastodon", "client": .text(client), "client_secret": .text(clientSecret),
        "access": .string(access),
      ]
    case .bluesky(let access, let refresh):
      ["kind": "bluesky", "access": .string(access), "refresh": .string(refresh)]
    case .x(let client, let clientSecret, let access, let refresh):
      [
        "kind": "x", "client": .string(client), "client_secret": .text(clientSecret),
        "access": .string(access), "refresh": .text(refresh),
      ]
    case .xSigned(let keys):
      [
        "kind": "x_signed", "consumer_key": .string(keys.consumerKey),
        "consumer_secret": .string(keys.consumerSecret), "token": .string(keys.token),
        "token_secret": .string(keys.tokenSecret),
      ]
    }
  }

  /// Reads what ``bytes`` wrote; nil for anything else.
  init?(_ bytes: [UInt8]) {
    guard let json = try? JSONValue(parsing: bytes) else { return nil }
    func text(_ key: String) -> String? { json[key]?.string }
    switch text("kind") {
    case "mastodon":
      guard let access = text("access") else { return nil }
      self = .mastodon(
        client: text("client"), clientSecret: text("client_secret"), access: access)
    case "bluesky":
      guard let access = text("access"), let refresh = text("refresh") else { return nil }
      self = .bluesky(access: access, refresh: refresh)
    case "x":
      guard let client = text("client"), let access = text("access") else { return nil }
      self = .x(
        client: client, clientSecret: text("client_secret"), access: access,
        refresh: text("refresh"))
    case "x_signed":
      guard let consumerKey = text("consumer_key"), let token = text("token"),
        let consumerSecret = text("consumer_secret"), let tokenSecret = text("token_secret")
      else { return nil }
      self = .xSigned(
        OAuthKeys(
          consumerKey: consumerKey, consumerSecret: consumerSecret, token: token,
          tokenSecret: tokenSecret))
    default: return nil
    }
  }
}
