// An address of the internet as a number, so that a table of blocks can be compared with it. The
// bytes come from the socket layer; text is read only for tables and tests.

private import Glibc

/// An IPv4 or IPv6 address.
package enum IPAddress: Sendable, Hashable {
  case v4(UInt32)
  case v6(UInt128)

  /// Reads 4 or 16 bytes in network order; nil for any other count.
  package init?(networkOrder bytes: some Collection<UInt8>) {
    let number = bytes.reduce(into: UInt128(0)) { $0 = $0 << 8 | UInt128($1) }
    switch bytes.count {
    case 4: self = .v4(UInt32(truncatingIfNeeded: number))
    case 16: self = .v6(number)
    default: return nil
    }
  }

  /// Reads dotted or colon notation; nil if it is neither.
  package init?(_ text: String) {
    let family = text.utf8.contains(UInt8(ascii: ":")) ? AF_INET6 : AF_INET
    let parsed = unsafe withUnsafeTemporaryAllocation(byteCount: 16, alignment: 4) {
      buffer -> [UInt8]? in
      guard unsafe inet_pton(family, text, buffer.baseAddress) == 1 else { return nil }
      return unsafe Array(buffer.prefix(family == AF_INET ? 4 : 16))
    }
    guard let parsed else { return nil }
    self.init(networkOrder: parsed)
  }

  /// Its 4 or 16 bytes in network order.
  var networkOrder: [UInt8] {
    switch self {
    case .v4(let number): (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * UInt32($0))) }
    case .v6(let number):
      (0..<16).map { UInt8(truncatingIfNeeded: number >> (120 - 8 * UInt128($0))) }
    }
  }

  /// The IPv4 address that an IPv6 address carries, where its block says that it carries one.
  ///
  /// IPv4-mapped (RFC 4291, 2.5.5.2), IPv4-compatible (2.5.5.1), NAT64 (RFC 6052), 6to4 (RFC 3056),
  /// Teredo (RFC 4380: the client's address, inverted).
  package var carried: IPAddress? {
    guard case .v6(let number) = self else { return nil }
    let low = UInt32(truncatingIfNeeded: number)
    if number >> 32 == 0xFFFF { return .v4(low) }
    if number >> 32 == 0, low > 1 { return .v4(low) }
    if number >> 32 == 0x0064_FF9B << 64 { return .v4(low) }
    if number >> 112 == 0x2002 { return .v4(UInt32(truncatingIfNeeded: number >> 80)) }
    if number >> 96 == 0x2001_0000 { return .v4(~low) }
    return nil
  }
}

/// A range of addresses that share their first bits.
package struct AddressBlock: Sendable, Hashable {
  package let base: IPAddress
  package let length: Int

  /// Reads "10.0.0.0/8"; nil if it is not such a text.
  package init?(_ text: String) {
    let parts = text.split(separator: "/")
    guard parts.count == 2, let base = IPAddress(String(parts[0])), let length = Int(parts[1]),
      (0...base.width).contains(length)
    else { return nil }
    self.base = base
    self.length = length
  }

  package func contains(_ address: IPAddress) -> Bool {
    switch (base, address) {
    case (.v4(let own), .v4(let other)):
      length == 0 || (own ^ other) >> UInt32(32 - length) == 0
    case (.v6(let own), .v6(let other)):
      length == 0 || (own ^ other) >> UInt128(128 - length) == 0
    default: false
    }
  }
}

extension IPAddress {
  fileprivate var width: Int {
    switch self {
    case .v4: 32
    case .v6: 128
    }
  }
}

extension IPAddress: CustomStringConvertible {
  /// Dotted, or colons in the short form of RFC 5952.
  package var description: String {
    switch self {
    case .v4(let number): Self.text(AF_INET, number.bigEndian)
    case .v6(let number): Self.text(AF_INET6, number.bigEndian)
    }
  }

  private static func text(_ family: Int32, _ networkOrder: some FixedWidthInteger) -> String {
    unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { room in
      let size = socklen_t(room.count)
      let written = unsafe withUnsafePointer(to: networkOrder) {
        unsafe inet_ntop(family, $0, room.baseAddress, size)
      }
      return unsafe written.map { unsafe String(cString: $0) } ?? "an unknown address"
    }
  }
}
