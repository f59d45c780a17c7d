// An open file that closes itself, so that no error path can leak it.

internal import Glibc

/// Owns a file descriptor.
struct Descriptor: ~Copyable {
  let number: Int32
  let path: String

  /// Opens a path; `O_CLOEXEC` is added, because children have no business with our files.
  init(_ path: String, _ flags: Int32, mode: mode_t = 0) throws(FileError) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw FileError(.invalid, "not a usable path", context: path.isEmpty ? "(no path)" : path)
    }
    // Without waiting, for a named pipe that nobody writes to would hold us for ever; what is open may be waited for.
    let number = unsafe Glibc.open(path, flags | O_CLOEXEC | O_NONBLOCK, mode)
    guard number >= 0 else { throw .last(path) }
    _ = fcntl(number, F_SETFL, flags)
    self.number = number
    self.path = path
  }

  deinit { Glibc.close(number) }

  /// What the system knows of the open file.
  func status() throws(FileError) -> stat {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { throw .last(path) }
    if status.st_mode & S_IFMT == S_IFDIR { throw .last(path, EISDIR) }
    return status
  }

  /// Writes all bytes, however many calls it takes.
  func write(_ bytes: some Collection<UInt8>) throws(FileError) {
    let failed =
      unsafe bytes.withContiguousStorageIfAvailable { unsafe writeAll($0) }
      ?? Array(bytes).withUnsafeBufferPointer { unsafe writeAll($0) }
    if let failed { throw .last(path, failed) }
  }

  /// Waits until the file is on the disk.
  func sync() throws(FileError) {
    guard fsync(number) == 0 else { throw .last(path) }
  }

  private func writeAll(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32? {
    var rest = unsafe UnsafeRawBufferPointer(bytes)[...]
    while unsafe !rest.isEmpty {
      let count = unsafe Glibc.write(
        number, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return count < 0 ? errno : EIO }
      unsafe rest = rest.dropFirst(count)
    }
    return nil
  }
}
