// Where mail is handed in.

/// A server that takes mail (RFC 6409).
package struct MailServer: Sendable, Hashable, CustomStringConvertible {
  package let host: String
  package let port: Int
  /// Encrypted from the first byte (RFC 8314, section 3); else by STARTTLS.
  package let isWrapped: Bool

  /// Reads `mail.example.org`, `mail.example.org:587`, `smtp://…` or `smtps://…`; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "://", maxSplits: 1).map(String.init)
    let scheme = parts.count == 2 ? parts[0] : nil
    guard let place = parts.last, [nil, "smtp", "smtps"].contains(scheme) else { return nil }
    let halves = place.split(separator: ":", omittingEmptySubsequences: false)
    guard (1...2).contains(halves.count), Self.isName(halves[0]) else { return nil }
    let port = halves.count == 2 ? Int(halves[1]) : scheme == "smtps" ? 465 : 587
    guard let port, (1...65_535).contains(port) else { return nil }
    host = halves[0].lowercased()
    self.port = port
    isWrapped = scheme == "smtps" || scheme == nil && port == 465
  }

  private static func isName(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.count <= 253
      && text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
          || $0 == 0x2D || $0 == 0x2E
      }
  }

  /// Whether what is said to it never leaves this machine, and need not be encrypted.
  package var isLoopback: Bool {
    host == "localhost" || host.hasPrefix("127.") && IPAddress(host) != nil
  }

  package var description: String { "\(isWrapped ? "smtps" : "smtp")://\(host):\(port)" }
}
