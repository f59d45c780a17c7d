// Everything has a limit. The defaults suit a feed: what ends a transfer is always one of these,
// each with a code of its own in HTTPError, so that a person sees which one and can raise it.

/// How far one request may go, over all its redirects.
package struct Limits: Sendable, Hashable {
  /// Name, address and handshake of one connection.
  package var connect: Duration = .seconds(10)
  /// From the request being sent to the first byte of the answer.
  package var firstByte: Duration = .seconds(30)
  /// All transfers of the request together; waiting for a free connection does not count.
  package var total: Duration = .seconds(60)
  /// Bytes a second that must flow from the first byte on; 0 turns the check off.
  package var lowSpeed = 16
  /// For how long the body may be slower: whole seconds, at least one.
  package var lowSpeedTime: Duration = .seconds(20)
  /// Bytes of the body after decompression; 15 MiB is what miniflux takes from a feed.
  package var body = 15 << 20
  /// Decoded bytes for one sent byte, looked at after the first MiB.
  package var compression = 100
  /// Bytes of all header lines of one answer.
  package var headerBytes = 128 << 10
  /// Header lines of one answer.
  package var headerCount = 256
  /// Redirects followed.
  package var redirects = 10
  /// Bytes of an address.
  package var url = 8 << 10

  package init() {}
}

extension Duration {
  /// Whole milliseconds, rounded up, between 1 and a day.
  var milliseconds: Int {
    guard self > .zero else { return 1 }
    let (seconds, attoseconds) = components
    let parts = attoseconds / 1_000_000_000_000_000
    let rounded = parts * 1_000_000_000_000_000 == attoseconds ? parts : parts + 1
    guard seconds < 86_400 else { return 86_400_000 }
    return max(1, Int(seconds) * 1000 + Int(rounded))
  }

  /// As a person writes it: "250 ms", "10 s".
  var words: String {
    let value = milliseconds
    return value % 1000 == 0 ? "\(value / 1000) s" : "\(value) ms"
  }
}
