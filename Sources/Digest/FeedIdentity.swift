// What feed readers know the curated feed and its entries by, for ever: derived from what never changes, so the same
// digest gives the same ids wherever and whenever it is rendered.

import Crypto
import FoundationEssentials
import Store

/// Names for feed readers.
enum FeedIdentity {
  /// Of the feed.
  static func feed(of person: String) -> String { urn("feed", [person]) }

  /// Of an item in it; of two workspaces that have the same number the source, or the time, differs.
  static func entry(_ item: DecidedItem) -> String {
    let seen = Int64(item.firstSeen.timeIntervalSince1970 * 1_000)
    return urn("item", [item.source, "\(item.id)", "\(seen)"])
  }

  /// A UUID of version 8, whose bits are our own: the beginning of a SHA-256 (RFC 9562, section 5.8).
  private static func urn(_ kind: String, _ parts: [String]) -> String {
    let text = (["gleaner", kind] + parts).joined(separator: "\n")
    var bytes = Array(SHA256.digest(of: Array(text.utf8)).prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    let digits = bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    let ends = [8, 12, 16, 20, 32]
    let groups = zip([0] + ends, ends).map { digits.dropFirst($0).prefix($1 - $0) }
    return "urn:uuid:" + groups.joined(separator: "-")
  }
}
