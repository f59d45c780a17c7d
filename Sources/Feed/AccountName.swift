// A sign-in, as the person writes it. The form of the name tells the network, so that settings and commands need no
// second word for it.

/// The name of one account: `matt@mastodon.social`, `matt.bsky.social` (a handle has no @) or `matt@x.com`.
package struct AccountName: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// What a message may call the expected shape.
  package static let shape =
    "an account such as matt@mastodon.social, matt.bsky.social or matt@x.com"
  private static let lettersMax = 320
  private static let hostOfX = "x.com"

  /// In small letters, without an @ before it.
  package let text: String
  package let network: Network

  package var description: String { text }

  /// Reads a name; nil when it has none of the three forms.
  package init?(_ given: String) {
    let text = (given.hasPrefix("@") ? String(given.dropFirst()) : given).lowercased()
    guard text.utf8.count <= Self.lettersMax else { return nil }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
    switch parts.count {
    case 1 where RecordSyntax.isHandle(parts[0]):
      (self.text, network) = (text, .bluesky)
    case 2 where Self.isUser(parts[0]) && [Self.hostOfX, "twitter.com"].contains(parts[1]):
      (self.text, network) = ("\(parts[0])@\(Self.hostOfX)", .x)
    case 2 where Self.isUser(parts[0]) && Self.isHost(parts[1]):
      (self.text, network) = (text, .mastodon)
    default: return nil
    }
  }

  package static func < (left: AccountName, right: AccountName) -> Bool { left.text < right.text }

  private static func isUser(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { isLetter($0) || [0x2D, 0x2E, 0x5F].contains($0) }
  }

  /// Labels of letters, digits and hyphens, as RFC 1123 has them, and maybe a port.
  private static func isHost(_ text: String) -> Bool {
    let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    if halves.count == 2 {
      guard let port = UInt16(halves[1]), port > 0 else { return false }
    }
    return halves[0].split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
        && label.utf8.allSatisfy { isLetter($0) || $0 == 0x2D }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
  }
}
