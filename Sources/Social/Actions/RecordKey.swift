// The name under which a like lies in a repository of the AT Protocol. It follows from what is liked, so the same like
// written twice is one record, whoever was killed in between.

import Feed

/// Names records.
enum RecordKey {
  private static let letters = Array("234567abcdefghijklmnopqrstuvwxyz")
  /// 2024-01-01 in microseconds: a time in the past, so that no server finds it strange.
  private static let start: UInt64 = 1_704_067_200_000_000
  /// A year of them.
  private static let span: UInt64 = 31_536_000_000_000

  /// A timestamp identifier (atproto.com/specs/tid): 53 bits of microseconds and 10 of a clock, both from a hash.
  static func tid(of fields: [String]) -> String {
    let bytes = Fingerprint(of: fields).bytes
    let first = bytes[0..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let clock = UInt64(bytes[8]) << 8 | UInt64(bytes[9])
    let value = (start + first % span) << 10 | clock & 0x3FF
    let digits = (0..<13).map { letters[Int(value >> (60 - 5 * UInt64($0)) & 31)] }
    return String(digits)
  }
}
