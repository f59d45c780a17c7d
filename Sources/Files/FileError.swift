// What can be wrong with a file, told apart so that a person is told the remedy and not a number.

internal import Glibc

/// A file that could not be read, mapped or written.
package struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable, Hashable, CaseIterable {
    case notFound, denied, isDirectory, notRegular, tooLarge, noSpace, tooMany, invalid, failed
  }

  package let code: Code
  /// What went wrong and what to do, without the path.
  package let message: String
  /// The path.
  package let context: String
  /// The system's error number, where there is one.
  package let cause: Int32?

  package init(_ code: Code, _ message: String, context: String, cause: Int32? = nil) {
    self.code = code
    self.message = message
    self.context = context
    self.cause = cause
  }

  package var description: String { "\(context): \(message)" }
}

extension FileError {
  /// The error that `errno` holds after a call on this path.
  static func last(_ path: String, _ number: Int32 = errno) -> FileError {
    let (code, message) = wording(number)
    return FileError(code, message, context: path, cause: number)
  }

  private static func wording(_ number: Int32) -> (Code, String) {
    switch number {
    case ENOENT, ENOTDIR: (.notFound, "there is no such file; check the path")
    case EACCES, EPERM: (.denied, "permission denied; check the owner and mode")
    case EROFS: (.denied, "the file system is read-only")
    case EISDIR: (.isDirectory, "this is a directory, a file is wanted")
    case ENOSPC, EDQUOT: (.noSpace, "no space left; free some and try again")
    case EMFILE, ENFILE: (.tooMany, "too many open files; raise the limit (ulimit -n)")
    case ENAMETOOLONG: (.invalid, "the name is too long")
    case ELOOP: (.invalid, "symbolic links lead in a circle")
    default: (.failed, unsafe String(cString: strerror(number)))
    }
  }
}
