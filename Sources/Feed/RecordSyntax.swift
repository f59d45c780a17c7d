// How things are called in the AT Protocol: accounts by handles or DIDs, records by keys. A name that no server can know is
// found here, and not by asking one.

/// The syntax of names of the AT Protocol.
package enum RecordSyntax {
  private static let handleBytesMax = 253
  private static let labelBytesMax = 63
  private static let didBytesMax = 2_048
  private static let keyBytesMax = 512

  /// Whether a text is a handle (atproto.com/specs/handle): a domain name whose last label begins with a letter.
  package static func isHandle(_ text: String) -> Bool {
    guard text.utf8.count <= handleBytesMax else { return false }
    let labels = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
    return labels.count >= 2 && labels.allSatisfy(isLabel)
      && labels.last?.first.map(isLetter) == true
  }

  /// Whether a text is a DID of any method (atproto.com/specs/did, W3C DID Core §3.1).
  package static func isDID(_ text: String) -> Bool {
    guard text.utf8.count <= didBytesMax else { return false }
    let parts = text.utf8.split(separator: 0x3A, maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].elementsEqual("did".utf8), !parts[1].isEmpty,
      parts[1].allSatisfy({ (0x61...0x7A).contains($0) }), let last = parts[2].last
    else { return false }
    let isWord = { isLetter($0) || isDigit($0) || "._-".utf8.contains($0) }
    return isWord(last) && parts[2].allSatisfy { isWord($0) || $0 == 0x3A || $0 == 0x25 }
  }

  /// Whether a text is the key of a record (atproto.com/specs/record-key).
  package static func isKey(_ text: String) -> Bool {
    (1...keyBytesMax).contains(text.utf8.count) && text != "." && text != ".."
      && text.utf8.allSatisfy { isLetter($0) || isDigit($0) || "._:~-".utf8.contains($0) }
  }

  private static func isLabel(_ label: Substring.UTF8View) -> Bool {
    (1...labelBytesMax).contains(label.count) && label.first != 0x2D && label.last != 0x2D
      && label.allSatisfy { isLetter($0) || isDigit($0) || $0 == 0x2D }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
