// A file as memory. Model weights are 90 MB: mapped they cost no copy, start in a millisecond, and
// several processes share one set of pages.

internal import Glibc

/// A read-only mapping of a whole file, for as long as the object lives.
///
/// The file must not be shortened while it is mapped (the kernel would kill the process); replace
/// it by renaming another over it, as AtomicFile does.
// @unchecked: the pages are never written and the pointer never changes.
@safe package final class MappedFile: @unchecked Sendable {
  package let path: String
  /// Bytes.
  package let count: Int
  private let base: UnsafeRawPointer?

  /// Maps a regular file; an empty one gives no bytes.
  ///
  /// Throws `notRegular` for a pipe or device, and what opening throws.
  package init(_ path: String) throws(FileError) {
    let file = try Descriptor(path, O_RDONLY)
    let status = try file.status()
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileError(.notRegular, "only a regular file can be mapped", context: path)
    }
    let count = Int(status.st_size)
    self.path = path
    self.count = count
    unsafe base = count > 0 ? try Self.map(file, count) : nil
  }

  private static func map(
    _ file: borrowing Descriptor, _ count: Int
  ) throws(FileError) -> UnsafeRawPointer? {
    let mapped = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, file.number, 0)
    guard unsafe mapped != MAP_FAILED else { throw .last(file.path) }
    return UnsafeRawPointer(mapped)
  }

  deinit {
    if let base = unsafe base {
      unsafe munmap(UnsafeMutableRawPointer(mutating: base), count)
    }
  }

  /// The bytes, valid as long as this object is retained by whoever holds them.
  @unsafe package var bytes: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: base, count: count)
  }

  /// Lends the bytes for the length of a call.
  package func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { extendLifetime(self) }
    return try unsafe body(bytes)
  }
}
