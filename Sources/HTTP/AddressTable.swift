// The table of special addresses, as data: IANA's special-purpose registries for IPv4 and IPv6
// (RFC 6890 and its successors), multicast (RFC 5771, RFC 4291), and where clouds put their keys.

extension AddressPolicy {
  /// The policy for everything Gleaner fetches.
  package static let standard = AddressPolicy(
    rules: rows.compactMap { row in
      AddressBlock(row.block).map { Rule(block: $0, what: row.what, isNever: row.never) }
    },
    // A translator's and a mapped address carry an IPv4 address, which is judged by itself.
    reachable: ["2000::/3", "64:ff9b::/96", "::ffff:0:0/96"].compactMap { AddressBlock($0) })

  /// How many rows the table has; all of them must have parsed into `standard`.
  static var rowCount: Int { rows.count }

  private static let rows: [(block: String, what: String, never: Bool)] = [
    // Never, not even where private peers are allowed.
    ("169.254.169.254/32", "a cloud's metadata address", true),
    ("169.254.170.2/32", "a cloud's metadata address", true),
    ("100.100.100.200/32", "a cloud's metadata address", true),
    ("fd00:ec2::254/128", "a cloud's metadata address", true),
    ("fd20:ce::254/128", "a cloud's metadata address", true),
    ("224.0.0.0/4", "a multicast address", true),
    ("255.255.255.255/32", "the broadcast address", true),
    ("ff00::/8", "a multicast address", true),
    // IPv4.
    ("0.0.0.0/8", "an address of this host", false),
    ("10.0.0.0/8", "a private address", false),
    ("100.64.0.0/10", "a carrier's private address", false),
    ("127.0.0.0/8", "a loopback address", false),
    ("169.254.0.0/16", "a link-local address", false),
    ("172.16.0.0/12", "a private address", false),
    ("192.0.0.0/24", "an address for protocols", false),
    ("192.0.2.0/24", "an address for documentation", false),
    ("192.31.196.0/24", "an address for name service research", false),
    ("192.52.193.0/24", "an address for multicast relays", false),
    ("192.88.99.0/24", "a 6to4 relay", false),
    ("192.168.0.0/16", "a private address", false),
    ("192.175.48.0/24", "an address for name service research", false),
    ("198.18.0.0/15", "an address for benchmarks", false),
    ("198.51.100.0/24", "an address for documentation", false),
    ("203.0.113.0/24", "an address for documentation", false),
    ("240.0.0.0/4", "a reserved address", false),
    // IPv6: outside 2000::/3, named for a clear message.
    ("::/128", "an address of this host", false),
    ("::1/128", "a loopback address", false),
    ("64:ff9b:1::/48", "a translator's private address", false),
    ("100::/64", "an address that discards", false),
    ("fc00::/7", "a private address", false),
    ("fe80::/10", "a link-local address", false),
    ("fec0::/10", "a site-local address", false),
    // IPv6: special parts of 2000::/3.
    ("2001::/23", "an address for protocols", false),
    ("2001:db8::/32", "an address for documentation", false),
    ("2002::/16", "a 6to4 address", false),
    ("2620:4f:8000::/48", "an address for name service research", false),
    ("3ffe::/16", "an address of a former test network", false),
    ("3fff::/20", "an address for documentation", false),
    ("5f00::/16", "an address for segment routing", false),
  ]
}
