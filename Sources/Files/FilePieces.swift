// A file that is too large to be held: its bytes in the order in which they stand, a piece at a time.

internal import Glibc

/// An open file on its way to its end.
package final class FilePieces {
  private let file: Descriptor
  private let limit: Int
  private var count = 0

  /// Opens a file; reading throws `tooLarge` behind `limit` bytes.
  package init(_ path: String, limit: Int) throws(FileError) {
    file = try Descriptor(path, O_RDONLY)
    _ = try file.status()
    self.limit = limit
  }

  /// The next piece, a quarter of a megabyte at most; nil at the end.
  package func next() throws(FileError) -> [UInt8]? {
    guard let piece = try FileBytes.next(file) else { return nil }
    count += piece.count
    guard count <= limit else { throw FileBytes.tooLarge(file.path, limit) }
    return piece
  }
}
