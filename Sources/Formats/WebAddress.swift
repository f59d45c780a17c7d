// Addresses of links: joined with their base by the same resolver as links in content, but refused where a scheme
// would run code.

import Markup

/// Joins references with their base.
enum WebAddress {
  /// The absolute address of `reference`; as it is when there is no base.
  ///
  /// Nil when its scheme would run code in a browser.
  static func resolve(_ reference: String, against base: String?) -> String? {
    let address = URLResolver.resolve(reference, base: base)
    if address.hasPrefix("http") { return address }
    let runs = scheme(of: address).map { refused.contains($0) } ?? false
    return runs || (address.isEmpty && base == nil) ? nil : address
  }

  /// The base below an element that says `xml:base`; what is no address leaves the old one.
  static func base(_ reference: String, over base: String?) -> String? {
    guard let joined = resolve(reference, against: base) else { return base }
    return base == nil || joined.utf8Range(of: "://") != nil ? joined : base
  }

  /// The scheme in lower case, when there is one.
  static func scheme(of address: String) -> String? {
    guard let colon = address.utf8.firstIndex(of: 0x3A), colon != address.startIndex,
      address.utf8[..<colon].allSatisfy(isSchemeByte)
    else { return nil }
    return String(address[..<colon]).lowercased()
  }

  private static let refused: Set<String> = [
    "javascript", "vbscript", "data", "about", "livescript",
  ]

  private static func isSchemeByte(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || byte.isDigit || [0x2B, 0x2D, 0x2E].contains(byte)
  }
}
