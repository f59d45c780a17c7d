// Reading a whole file into memory, up to a limit: what a person points us at may be a disk image.

internal import Glibc

/// Whole files as bytes.
package enum FileBytes {
  /// Reads a file, a pipe or a device to its end.
  ///
  /// Throws `tooLarge` if it has more than `limit` bytes, `isDirectory`, `notFound`, `denied`.
  package static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    let file = try Descriptor(path, O_RDONLY)
    let status = try file.status()
    if status.st_size > limit { throw tooLarge(path, limit) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(limit, max(0, Int(status.st_size))) + 1)
    while let piece = try next(file) {
      bytes += piece
      if bytes.count > limit { throw tooLarge(path, limit) }
    }
    return bytes
  }

  /// The first bytes of a file, at most so many.
  package static func head(_ path: String, most: Int) throws(FileError) -> [UInt8] {
    let file = try Descriptor(path, O_RDONLY)
    _ = try file.status()
    return Array((try next(file) ?? []).prefix(most))
  }

  /// Nil at the end of the file.
  static func next(_ file: borrowing Descriptor) throws(FileError) -> [UInt8]? {
    let size = 256 << 10
    var failed: Int32 = 0
    let number = file.number
    let piece = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      var got = unsafe Glibc.read(number, buffer.baseAddress, size)
      while got < 0, errno == EINTR { got = unsafe Glibc.read(number, buffer.baseAddress, size) }
      if got < 0 { failed = errno }
      count = max(0, got)
    }
    guard failed == 0 else { throw .last(file.path, failed) }
    return piece.isEmpty ? nil : piece
  }

  static func tooLarge(_ path: String, _ limit: Int) -> FileError {
    FileError(.tooLarge, "larger than the limit of \(limit) bytes", context: path)
  }
}
