// Accounts of Mastodon's API. The handle of somebody on the same server comes without the server, and is completed:
// the person reads several.

import Feed
import Markup

/// Reads an account.
enum MastodonAccount {
  /// The person; nil for what names nobody.
  static func person(_ tree: JSONTree?) -> Person? {
    guard let tree, tree.isObject else { return nil }
    let link = (tree["url"] ?? tree["uri"])?.string.flatMap { WebAddress.resolve($0, against: nil) }
    let name = PostDraft.line(tree["display_name"]) ?? PostDraft.line(tree["username"])
    let person = Person(
      name: name, href: link, handle: handle(tree, link: link), id: tree["id"]?.string)
    return person == Person() ? nil : person
  }

  private static func handle(_ tree: JSONTree, link: String?) -> String? {
    if let full = PostDraft.line(tree["fqn"]) { return full }
    guard let account = PostDraft.line(tree["acct"]) ?? PostDraft.line(tree["username"]) else {
      return nil
    }
    guard !account.contains("@"), let host = link.flatMap(host) else { return account }
    return "\(account)@\(host)"
  }

  /// The host of an address with its port, as handles have it.
  private static func host(of address: String) -> String? {
    guard let start = address.utf8Range(of: "://")?.upperBound else { return nil }
    let host = address[start...].prefix { !"/?#".contains($0) }
    return host.isEmpty ? nil : String(host)
  }
}
