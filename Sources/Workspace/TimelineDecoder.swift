// A timeline in `feeds/*.yaml`: `{mastodon: URL, account: NAME, timeline: home}` and its like. The account is named as
// everywhere else, so that the same name signs in, reads and acts.

import Feed
import Service

/// Decodes what an entry says of a timeline.
enum TimelineDecoder {
  /// Longer ids, words and names are none; a record's, of an account and a key of full length, has 2,600.
  private static let lettersMax = 3_072

  /// The timeline; nil where something about it is wrong, which has been reported.
  static func place(_ pair: YAMLPair, _ map: inout SettingsMap) -> TimelinePlace? {
    let before = map.problems.count
    var server: String?
    var name: AccountName?
    if pair.key == SourceKind.mastodon.rawValue {
      // Known also where the server is wrong.
      _ = map.has("account")
      server = self.server(pair.key, &map)
      name = server.flatMap { account(at: $0, &map) }
    } else {
      name = account(pair.key, &map)
      if map.has("account") {
        map.report(
          "'account' beside '\(pair.key)', which names the account already", at: pair.keyPosition)
      }
    }
    let network: Network = SourceKind(rawValue: pair.key).flatMap(\.network) ?? .mastodon
    let subject = self.subject(network, &map)
    guard map.problems.count == before, let name, let subject else { return nil }
    return TimelinePlace(name, subject, server: server)
  }

  /// The address of the server of a Mastodon account, without a slash at its end.
  private static func server(_ key: String, _ map: inout SettingsMap) -> String? {
    let expected = "the address of your server, such as https://mastodon.social"
    return map.value(key, expected: expected) { scalar in
      guard let text = scalar.text else { return nil }
      let address = SourceAddress.web(text) ?? SourceAddress.guess(text)
      guard let address else { return nil }
      let bare = address.hasSuffix("/") ? String(address.dropLast()) : address
      let rest = bare.drop { $0 != "/" }.dropFirst(2)
      return rest.contains { "/?#@".contains($0) } ? nil : bare
    }
  }

  /// `account: matt` at a server, or the whole name where accounts are called by another host than their server.
  private static func account(at server: String, _ map: inout SettingsMap) -> AccountName? {
    guard map.has("account") else {
      map.requires("account", "your user name there, such as matt")
      return nil
    }
    let host = server.drop { $0 != "/" }.dropFirst(2)
    return map.value("account", expected: "your user name at \(host), such as matt") { scalar in
      guard let text = scalar.text else { return nil }
      let bare = text.hasPrefix("@") ? String(text.dropFirst()) : text
      let name = AccountName(bare.contains("@") ? bare : "\(bare)@\(host)")
      return name?.network == .mastodon ? name : nil
    }
  }

  /// An account whose network needs no server: a handle, a user name, or the address of its page.
  private static func account(_ key: String, _ map: inout SettingsMap) -> AccountName? {
    let isX = key == SourceKind.x.rawValue
    let expected = isX ? "your user name, such as matt" : "your handle, such as matt.bsky.social"
    return map.value(key, expected: expected) { scalar in
      guard let text = scalar.text else { return nil }
      let last = text.split(separator: "/").last.map(String.init) ?? ""
      let bare = last.hasPrefix("@") ? String(last.dropFirst()) : last
      let name = AccountName(isX && !bare.contains("@") ? "\(bare)@x.com" : bare)
      return name?.network == (isX ? .x : .bluesky) ? name : nil
    }
  }

  /// `home`, or one key that says which other timeline.
  private static func subject(
    _ network: Network, _ map: inout SettingsMap
  ) -> TimelinePlace.Subject? {
    let others = kinds(of: network)
    let expected = (["home"] + others.map { "{\($0.key): \($0.sample)}" }).joined(separator: ", ")
    guard let pair = map.pair("timeline") else { return .home }
    if case .scalar = pair.value.content {
      return map.value("timeline", expected: "one of \(expected)") {
        $0.text == "home" ? .home : nil
      }
    }
    return map.section("timeline") { map in
      let found = others.compactMap { kind in map.has(kind.key) ? kind : nil }
      guard let kind = found.first, found.count == 1 else {
        map.report("which timeline? expected one of \(expected)", at: map.position)
        return nil
      }
      return map.value(kind.key, expected: "\(kind.what), such as \(kind.sample)") { scalar in
        let text = scalar.text ?? scalar.digits
        return text.flatMap { $0.utf8.count <= lettersMax ? kind.read($0) : nil }
      }
    } ?? nil
  }

  /// A timeline that has to be named.
  private struct Kind {
    let key: String
    let sample: String
    let what: String
    let read: (String) -> TimelinePlace.Subject?
  }

  private static func kinds(of network: Network) -> [Kind] {
    switch network {
    case .mastodon:
      [
        Kind(key: "list", sample: "\"1234\"", what: "the number of a list") {
          isWord($0) ? .list($0) : nil
        },
        Kind(key: "tag", sample: "swift", what: "a tag") { text in
          let word = text.hasPrefix("#") ? String(text.dropFirst()) : text
          return word.isEmpty || word.contains { $0.isWhitespace || "/?#".contains($0) }
            ? nil : .tag(word)
        },
      ]
    case .bluesky:
      [
        Kind(
          key: "list", sample: "\"at://did:plc:…/app.bsky.graph.list/…\"",
          what: "the at-URI of a list"
        ) { isRecord($0, "app.bsky.graph.list") ? .list($0) : nil },
        Kind(
          key: "feed", sample: "\"at://did:plc:…/app.bsky.feed.generator/…\"",
          what: "the at-URI of a feed"
        ) { isRecord($0, "app.bsky.feed.generator") ? .feed($0) : nil },
      ]
    case .x:
      [
        Kind(key: "list", sample: "\"1234\"", what: "the number of a list") {
          $0.allSatisfy(\.isNumber) ? .list($0) : nil
        },
        Kind(key: "user", sample: "swiftlang", what: "a user name") { text in
          let name = text.hasPrefix("@") ? String(text.dropFirst()) : text
          return isWord(name) ? .user(name) : nil
        },
      ]
    }
  }

  private static func isWord(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x5F
          || byte == 0x2D
      }
  }

  private static func isRecord(_ text: String, _ collection: String) -> Bool {
    guard text.hasPrefix("at://") else { return false }
    let parts = text.dropFirst("at://".count).split(
      separator: "/", omittingEmptySubsequences: false
    ).map(String.init)
    return parts.count == 3 && (RecordSyntax.isDID(parts[0]) || RecordSyntax.isHandle(parts[0]))
      && parts[1] == collection && RecordSyntax.isKey(parts[2])
  }
}

extension YAMLScalar {
  /// A whole number as it is written: ids look like numbers.
  fileprivate var digits: String? { if case .int(let value) = self { "\(value)" } else { nil } }
}
