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

  /// Whether it asks programs to keep away: with the tag `#nobot` or `#nobots` in its note or one of its fields.
  static func declinesPrograms(_ tree: JSONTree?) -> Bool {
    let fields = (tree?["fields"]?.elements ?? []).prefix(PostDraft.mostParts)
    let texts = [tree?["note"]] + fields.flatMap { [$0["name"], $0["value"]] }
    return texts.contains { text in
      guard let html = text?.string, html.lowercased().utf8Range(of: "nobot") != nil else {
        return false
      }
      // A tag may stand as a link whose `#` is outside of its words.
      return words(html).contains { ["#nobot", "#nobots"].contains($0) }
    }
  }

  /// The words of a text in small letters; marks end without a gap, as they do on a page.
  private static func words(_ html: String) -> [Substring] {
    var (text, isMark) = ("", false)
    for character in html.lowercased() {
      switch character {
      case "<": isMark = true
      case ">" where isMark: isMark = false
      default: if !isMark { text.append(character) }
      }
    }
    return text.replacing("#", with: " #").split { !($0.isLetter || $0.isNumber || $0 == "#") }
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
