// Creating a file only where there is none: `O_EXCL` decides it in one step, links included.

private import Foundation
private import Glibc

/// Writes files that do not exist yet.
enum NewFile {
  /// Writes `text` to a new file and makes its folders; returns false when something is there already.
  static func write(_ text: String, to path: String) throws(StarterError) -> Bool {
    do {
      try FileManager.default.createDirectory(
        atPath: FilePlace.parent(path), withIntermediateDirectories: true)
    } catch {
      throw StarterError(path: FilePlace.parent(path), message: "the folder cannot be made")
    }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    if descriptor < 0, errno == EEXIST { return false }
    guard descriptor >= 0 else { throw failure(path) }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try file.write(contentsOf: Data(text.utf8))
    } catch {
      unlink(path)
      throw failure(path)
    }
    return true
  }

  private static func failure(_ path: String) -> StarterError {
    StarterError(path: path, message: String(cString: strerror(errno)).lowercased())
  }
}
