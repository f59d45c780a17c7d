// Which peers may be spoken to. The check is on the address a socket is about to be opened to, so
// no name, redirect or second DNS answer gets around it. IPv4 is a deny-list of the special blocks;
// IPv6 an allow-list of 2000::/3 with exceptions, so that what is not known is refused.

/// Decides on peers by address.
package struct AddressPolicy: Sendable {
  /// One row of the table: a block and what it is for.
  package struct Rule: Sendable, Hashable {
    package let block: AddressBlock
    package let what: String
    /// Refused even where private peers are allowed: no feed can live there.
    package let isNever: Bool
  }

  /// Why a peer is refused.
  package struct Refusal: Sendable, Hashable {
    /// As in "a loopback address".
    package let what: String
    /// Whether `allowPrivate` would have let it pass.
    package let isPrivate: Bool
  }

  let rules: [Rule]
  /// Blocks of IPv6 outside which everything is refused.
  let reachable: [AddressBlock]

  /// Whether an address belongs to this machine or to a network of one's own, and to nobody else.
  package func isPrivate(_ address: IPAddress) -> Bool {
    refusal(of: address, allowPrivate: false)?.isPrivate ?? false
  }

  /// What refuses a public peer to a request that is for private ones alone.
  static let tooPublic = Refusal(
    what: "a public address, and this is for your own network", isPrivate: false)

  /// Nil: the peer may be spoken to.
  package func refusal(of address: IPAddress, allowPrivate: Bool) -> Refusal? {
    if let carried = address.carried,
      let inner = refusal(of: carried, allowPrivate: allowPrivate)
    {
      return Refusal(what: "\(inner.what) inside an IPv6 address", isPrivate: inner.isPrivate)
    }
    let matching = rules.filter { $0.block.contains(address) }
    if let never = matching.first(where: \.isNever) {
      return Refusal(what: never.what, isPrivate: false)
    }
    if allowPrivate { return nil }
    if let rule = matching.first { return Refusal(what: rule.what, isPrivate: true) }
    if case .v6 = address, !reachable.contains(where: { $0.contains(address) }) {
      return Refusal(what: "an address outside the public internet", isPrivate: true)
    }
    return nil
  }
}
