// Who has to bear our requests: the registrable domain, below which one owner runs all hosts. Which suffixes are public
// only the Public Suffix List knows; libpsl brings it as Debian keeps it up to date.

private import LibPSL

/// A domain as its owner registered it, such as `example.co.uk` for `feeds.example.co.uk`.
package struct RegistrableDomain: Sendable, Hashable, CustomStringConvertible {
  /// In lower case and ASCII; an address of the internet stands for itself.
  package let name: String
  /// False for addresses and for names that mean something in one's own network only.
  package let isPublic: Bool

  package var description: String { name }

  /// The domain of a host as ``URLReference/host`` has it.
  package init(host: String) {
    let bare = host.hasSuffix(".") ? String(host.dropLast()) : host
    let address = bare.hasPrefix("[") ? String(bare.dropFirst().dropLast()) : bare
    guard IPAddress(address) == nil else {
      (name, isPublic) = (address, false)
      return
    }
    name = Self.registered(bare) ?? bare
    isPublic = bare.contains(".") && !Self.isLocal(bare)
  }

  /// The domain that an address belongs to; nil for what is no address of the web.
  package init?(address: String) {
    guard let url = try? URLReference(address) else { return nil }
    self.init(host: url.host)
  }

  /// Names for one's own network: RFC 6761, RFC 6762 and RFC 8375, and those that ICANN keeps free for it.
  private static func isLocal(_ host: String) -> Bool {
    let last = host.split(separator: ".").last.map(String.init) ?? ""
    let local: Set = ["localhost", "local", "internal", "lan", "home", "corp", "intranet", "test"]
    return local.contains(last) || host == "home.arpa" || host.hasSuffix(".home.arpa")
  }

  private static func registered(_ host: String) -> String? {
    guard let list = unsafe psl_builtin() else { return nil }
    return unsafe host.withCString { text in
      unsafe psl_registrable_domain(list, text).map { unsafe String(cString: $0) }
    }
  }
}
