// One small document in every compression, made with zlib and brotli, and a bomb made of members.

enum Samples {
  static let plain = Array("<rss><channel><title>Bees</title></channel></rss>".utf8)
  static let gzip = bytes(
    "1f8b0800000000000203b3292a2eb6b349ce48cccb4bcdb1b329c92cc949b5734a4d2db6d187b06df4e192fa20b5"
      + "00040aa6df31000000")
  static let zlib = bytes(
    "78dab3292a2eb6b349ce48cccb4bcdb1b329c92cc949b5734a4d2db6d187b06df4e192fa20b500bc3e118f")
  static let deflate = bytes(
    "b3292a2eb6b349ce48cccb4bcdb1b329c92cc949b5734a4d2db6d187b06df4e192fa20b500")
  static let brotli = bytes(
    "1b3000a08d93a546e952a2e69913f2992f6572309103f7b638923f438bd1b9667430af280c0b")
  /// 64 KiB of zeros in 96 bytes; members may follow one another (RFC 1952, section 2.2).
  static let zeros = bytes(
    "1f8b0800000000000203edc101010000008090feafee080a" + String(repeating: "00", count: 63)
      + "6aeb8e97d700000100")

  private static func bytes(_ hex: String) -> [UInt8] {
    let digits = hex.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}
