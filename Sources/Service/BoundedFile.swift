// Reading a small file that somebody else wrote: never more than a limit, and never a pipe or a device that would
// keep us waiting.

private import Glibc

/// Reads a regular file of limited size into memory.
package enum BoundedFile {
  /// Why a file could not be read.
  package struct Failure: Error, Sendable, CustomStringConvertible {
    package let message: String
    package var description: String { message }
  }

  package static func read(_ path: String, bytesMax: Int) throws(Failure) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure() }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw failure() }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw Failure(message: "not a regular file")
    }
    return try bytes(of: descriptor, expected: Int(status.st_size), bytesMax: bytesMax)
  }

  /// Reads to the end; a file that grows meanwhile is read as it has become.
  private static func bytes(
    of descriptor: Int32, expected: Int, bytesMax: Int
  ) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var wanted = min(max(0, expected), bytesMax) + 1
    while true {
      var count = 0
      let piece = unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, used in
        count = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        used = max(0, count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure() }
      guard count > 0 else { return bytes }
      bytes = bytes.isEmpty ? piece : bytes + piece
      guard bytes.count <= bytesMax else {
        throw Failure(message: "larger than \(Count.bytes(bytesMax))")
      }
      wanted = 64 << 10
    }
  }

  private static func failure() -> Failure {
    Failure(message: "cannot be read: \(SystemError.text(errno))")
  }
}

/// The system's own words for an error number.
enum SystemError {
  static func text(_ number: Int32) -> String {
    unsafe String(cString: strerror(number)).lowercased()
  }
}
