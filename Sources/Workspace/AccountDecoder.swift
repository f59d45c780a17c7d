// `accounts` in `gleaner.yaml`: a mapping whose keys are names of accounts.

import Feed
import Service

/// Decodes what is said of accounts.
enum AccountDecoder {
  static func accounts(_ map: inout SettingsMap) -> [AccountName: AccountSettings] {
    guard let pair = map.pair("accounts"), !pair.value.isNull else { return [:] }
    guard case .mapping(let pairs) = pair.value.content else {
      map.report(
        "'accounts' is \(pair.value.summary), expected names of accounts with what differs: "
          + "'ada@mastodon.social: {learn: false}'", at: pair.value.position)
      return [:]
    }
    var accounts: [AccountName: AccountSettings] = [:]
    for pair in pairs {
      guard let name = AccountName(pair.key) else {
        let shown = TerminalText.excerpt(pair.key, limit: 60)
        map.report("'\(shown)' is no account, expected \(AccountName.shape)", at: pair.keyPosition)
        continue
      }
      guard accounts[name] == nil else {
        map.report("'\(name)' is here a second time", at: pair.keyPosition)
        continue
      }
      accounts[name] = settings(of: name, pair, &map)
    }
    return accounts
  }

  private static func settings(
    of name: AccountName, _ pair: YAMLPair, _ map: inout SettingsMap
  ) -> AccountSettings {
    var found: [Problem] = []
    let settings = SettingsMap.decode(pair.value, file: map.file, into: &found) { map in
      var settings = AccountSettings()
      settings.learn = map.bool("learn")
      settings.allowPrivate = map.bool("allow_private") ?? false
      settings.server = address("server", &map, allowHTTP: settings.allowPrivate)
      if name.network == .bluesky {
        settings.directory = address("directory", &map, allowHTTP: settings.allowPrivate)
      }
      return settings
    }
    for problem in found { map.report(problem.message, at: problem.position ?? pair.keyPosition) }
    return settings ?? AccountSettings()
  }

  /// An address without a path, and without anything that could be a secret.
  private static func address(
    _ key: String, _ map: inout SettingsMap, allowHTTP: Bool
  ) -> String? {
    let http = allowHTTP ? " or http://" : ", or with 'allow_private: true' http://"
    return map.value(key, expected: "an address that begins with https://\(http)") { scalar in
      guard let text = scalar.text,
        let scheme = ["https://", "http://"].first(where: text.hasPrefix),
        scheme == "https://" || allowHTTP
      else { return nil }
      let host = text.dropFirst(scheme.count).reversed().drop { $0 == "/" }.reversed()
      return host.isEmpty || host.contains { "/?#@\\ ".contains($0) } ? nil : scheme + String(host)
    }
  }
}
