// A file that nobody else may read: made at once and whole, or not at all, and refused when its permissions have grown
// since, because then it is a secret no more.

internal import Glibc

/// Small files with a secret in them.
package enum PrivateFile {
  /// Makes a new file with mode 0600; false when something is there already, which stays as it is.
  ///
  /// The bytes are on the disk before the name is: a link to a finished file, which is made or not, and never replaces.
  package static func create(_ bytes: [UInt8], at path: String) throws(FileError) -> Bool {
    let temporary = "\(path).\(UInt64.random(in: .min ... .max)).tmp"
    let file = try Descriptor(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
    defer { unsafe unlink(temporary) }
    guard fchmod(file.number, 0o600) == 0 else { throw .last(path) }
    try file.write(bytes)
    try file.sync()
    guard unsafe link(temporary, path) == 0 else {
      guard errno == EEXIST else { throw .last(path) }
      return false
    }
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    try Descriptor(folder, O_RDONLY | O_DIRECTORY).sync()
    return true
  }

  /// The bytes of a file that only its owner may read; nil when there is none.
  package static func read(_ path: String, bytesMax: Int) throws(FileError) -> [UInt8]? {
    let file: Descriptor
    do throws(FileError) {
      file = try Descriptor(path, O_RDONLY)
    } catch  where error.code == .notFound {
      return nil
    }
    let status = try file.status()
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileError(.notRegular, "this is no regular file", context: path)
    }
    guard status.st_mode & 0o077 == 0 else {
      throw FileError(
        .denied, "others may read this secret; take that from them with: chmod 600 \(path)",
        context: path)
    }
    guard Int(status.st_size) <= bytesMax else {
      throw FileError(.tooLarge, "this is too large for a key", context: path)
    }
    return try bytes(of: file, atMost: bytesMax)
  }

  private static func bytes(
    of file: borrowing Descriptor, atMost most: Int
  ) throws(FileError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: most)
    var count = 0
    while count < most {
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(
          file.number, buffer.baseAddress?.advanced(by: count), buffer.count - count)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw .last(file.path) }
      guard got > 0 else { break }
      count += got
    }
    return Array(bytes.prefix(count))
  }
}
