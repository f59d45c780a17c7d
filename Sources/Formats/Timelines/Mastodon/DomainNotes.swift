// Accounts may be called by a domain that has no server, only notes on who answers for it: `ada@example.org` lives at
// `social.example.org`. What the notes say is read here; whether it is so, the server itself is asked.

import Feed
import FoundationEssentials
import Markup

/// Reads where a domain's accounts are.
package enum DomainNotes {
  /// The path of the note on one account (RFC 7033 §4).
  package static let fingerPath = "/.well-known/webfinger"
  /// The path of the note on the domain (RFC 6415 §2).
  package static let hostPath = "/.well-known/host-meta"
  private static let profile = "http://webfinger.net/rel/profile-page"
  private static let linksMost = 50

  /// The server in a descriptor of an account (RFC 7033 §4.4), without a slash at its end; nil where it names none.
  ///
  /// `self` is the account as ActivityPub has it, and its host the one that is spoken to; a page of it is the next best.
  package static func server(inFinger body: [UInt8]) -> String? {
    var cursor = JSONCursor(body)
    guard cursor.lead() == 0x7B else { return nil }
    let links = (JSONTree.read(&cursor)["links"]?.elements ?? []).prefix(linksMost)
    let own = links.first {
      $0["rel"]?.string == "self" && $0["type"]?.string?.contains("activity+json") ?? false
    }
    let page = links.first { $0["rel"]?.string == profile }
    return origin((own ?? page)?["href"]?.string)
  }

  /// The server that a domain names for questions about its accounts (RFC 6415 §3.1, `lrdd`); nil where it names none.
  package static func server(inHost body: [UInt8]) -> String? {
    var links = LinkTemplates()
    _ = XMLReader.read(body, into: &links, judging: false)
    return origin(links.found)
  }

  /// Scheme and authority of an address: a path is not what a server is.
  private static func origin(_ address: String?) -> String? {
    guard let address, let parts = URLComponents(string: address.replacing("{uri}", with: "")),
      let scheme = parts.scheme?.lowercased(), ["https", "http"].contains(scheme),
      let host = parts.host?.lowercased(), !host.isEmpty, parts.user == nil
    else { return nil }
    return "\(scheme)://\(host)" + (parts.port.map { ":\($0)" } ?? "")
  }
}

/// The template of the first link to descriptors of accounts.
private struct LinkTemplates: XMLSink {
  var found: String?

  mutating func start(_ name: XMLName, attributes: XMLAttributes) {
    guard found == nil, name.local.string.lowercased() == "link",
      attributes.string("rel")?.lowercased() == "lrdd"
    else { return }
    found = attributes.string("template")
  }

  mutating func text(_ bytes: Bytes) {}
  mutating func end(_ name: XMLName) {}
}
