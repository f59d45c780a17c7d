// Writing so that a reader sees the old file or the new one and nothing between, whenever the
// process or the machine stops: a new file beside it, flushed, renamed over it, directory flushed.

internal import Glibc

/// Whole files, replaced at once.
package enum AtomicFile {
  /// Replaces the contents of `path`, or creates it with `mode`.
  ///
  /// An existing file keeps its permissions and, where we may set it, its owner; a symbolic link is
  /// followed and stays. The directory must exist. Nothing is left behind if it fails.
  package static func write(
    _ bytes: some Collection<UInt8>, to path: String, mode: UInt32 = 0o644
  ) throws(FileError) {
    let target = try destination(path)
    let temporary = try create(beside: target, bytes, mode: mode)
    guard unsafe rename(temporary, target) == 0 else {
      let error = FileError.last(path)
      unsafe unlink(temporary)
      throw error
    }
    try syncDirectory(of: target)
  }

  /// Replaces the contents of `path` with text in UTF-8.
  package static func write(
    _ text: String, to path: String, mode: UInt32 = 0o644
  ) throws(FileError) {
    try write(text.utf8, to: path, mode: mode)
  }

  /// Makes the new name last.
  ///
  /// Not every file system can, and a directory one may write to need not be readable; the bytes
  /// are safe by then, so only a failing disk is an error.
  private static func syncDirectory(of target: String) throws(FileError) {
    do throws(FileError) {
      try Descriptor(directory(of: target), O_RDONLY | O_DIRECTORY).sync()
    } catch  where error.cause == EIO || error.code == .noSpace {
      throw error
    } catch {}
  }

  private static func create(
    beside target: String, _ bytes: some Collection<UInt8>, mode: UInt32
  ) throws(FileError) -> String {
    var status = stat()
    let exists = unsafe stat(target, &status) == 0
    if exists, status.st_mode & S_IFMT == S_IFDIR { throw .last(target, EISDIR) }
    let name = "\(directory(of: target))/.\(UInt64.random(in: .min ... .max)).tmp"
    let file: Descriptor
    do throws(FileError) {
      file = try Descriptor(name, O_WRONLY | O_CREAT | O_EXCL, mode: mode)
    } catch {
      throw FileError(
        error.code,
        error.code == .notFound
          ? "there is no folder to write it into; check the path"
          : error.message, context: target, cause: error.cause)
    }
    do throws(FileError) {
      if exists { try keep(status, on: file) }
      try file.write(bytes)
      try file.sync()
      return name
    } catch {
      unsafe unlink(name)
      throw FileError(error.code, error.message, context: target, cause: error.cause)
    }
  }

  /// The owner first, because changing it may clear mode bits; only root can give a file away.
  private static func keep(_ status: stat, on file: borrowing Descriptor) throws(FileError) {
    _ = fchown(file.number, status.st_uid, status.st_gid)
    guard fchmod(file.number, status.st_mode & 0o7777) == 0 else { throw .last(file.path) }
  }

  /// Where a symbolic link leads; the path itself if it is none.
  private static func destination(_ path: String) throws(FileError) -> String {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw FileError(.invalid, "not a usable path", context: path.isEmpty ? "(no path)" : path)
    }
    var status = stat()
    guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return path }
    guard let resolved = unsafe realpath(path, nil) else { throw .last(path) }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  private static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
