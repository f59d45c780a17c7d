// Zip archives written by hand (APPNOTE 6.3.10, stored entries only), so that tests can have good ones and bad ones.

/// Makes the bytes of a zip archive.
package enum ZipBytes {
  /// One entry as it is written.
  package struct Entry {
    package var path: String
    package var bytes: [UInt8]
    package var isEncrypted = false
    /// Written instead of the right sum.
    package var sum: UInt32?

    package init(
      _ path: String, _ bytes: [UInt8], isEncrypted: Bool = false, sum: UInt32? = nil
    ) {
      self.path = path
      self.bytes = bytes
      self.isEncrypted = isEncrypted
      self.sum = sum
    }

    package init(_ path: String, _ text: String) { self.init(path, Array(text.utf8)) }
  }

  /// An archive of these entries.
  package static func archive(_ entries: [Entry]) -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let offset = bytes.count
      let fields = fields(of: entry)
      bytes += number(0x0403_4B50, 4) + fields + number(0, 2) + Array(entry.path.utf8) + entry.bytes
      directory += number(0x0201_4B50, 4) + number(20, 2) + fields
      directory += number(0, 2 + 2 + 2 + 2 + 4) + number(offset, 4) + Array(entry.path.utf8)
    }
    return bytes + directory + number(0x0605_4B50, 4) + number(0, 4)
      + number(entries.count, 2) + number(entries.count, 2) + number(directory.count, 4)
      + number(bytes.count, 4) + number(0, 2)
  }

  /// What both headers say in the same way, from the version to the length of the name.
  private static func fields(of entry: Entry) -> [UInt8] {
    let sum = entry.sum ?? checksum(entry.bytes)
    let flags = (entry.isEncrypted ? 1 : 0) | 0x800
    return number(20, 2) + number(flags, 2) + number(0, 2) + number(0, 2) + number(0x21, 2)
      + number(Int(sum), 4) + number(entry.bytes.count, 4) + number(entry.bytes.count, 4)
      + number(entry.path.utf8.count, 2)
  }

  private static func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> ($0 * 8)) : 0 }
  }

  /// CRC-32 as in IEEE 802.3.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }
}
