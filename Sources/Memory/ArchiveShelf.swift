// The archives of an import: a folder may hold thousands of them, and a process may have only so many files open. One is
// open at a time, which suffices because files are read in the order of their archives.

import Files

/// Opens archives, the last of them staying open.
final class ArchiveShelf {
  private var open: ZipArchive?

  /// The archive at a path, opened unless it is the open one.
  func archive(_ path: String) throws(FileError) -> ZipArchive {
    if let open, open.path == path { return open }
    open = nil
    let archive = try ZipArchive(path)
    open = archive
    return archive
  }
}
