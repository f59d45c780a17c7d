// The name under which a like lies in a repository of the AT Protocol. It follows from what is liked, so the same like
// written twice is one record, whoever was killed in between.

import Feed

/// Names records, and puts names in their order.
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

  /// The number that a timestamp identifier stands for, which sorts as the keys do; nil for any other key.
  static func number(of key: String) -> Int64? {
    // The first digit has the four lower bits at most (atproto.com/specs/tid).
    guard key.utf8.count == 13, let first = key.first.flatMap(letters.firstIndex), first < 16 else {
      return nil
    }
    var number: UInt64 = 0
    for letter in key {
      guard let digit = letters.firstIndex(of: letter) else { return nil }
      number = number << 5 | UInt64(digit)
    }
    return Int64(exactly: number)
  }
}
