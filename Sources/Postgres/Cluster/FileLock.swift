// flock(2): the kernel drops the lock however its holder ends, so there are no lists of process ids to grow stale.

import Glibc

/// A lock on a file, held until this value goes.
struct FileLock: ~Copyable {
  private let descriptor: Int32

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { Glibc.close(descriptor) }

  /// Gives the lock up now.
  consuming func release() {}

  /// Takes the lock, waiting at most `limit` for others; the file is made when it is missing.
  static func take(
    _ path: String, shared: Bool, limit: Duration
  ) async throws(ClusterError) -> FileLock {
    let descriptor = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw ClusterError(
        .directory,
        "cannot open a lock: \(ChildProcess.reason(errno)); run as the user who owns it",
        context: path)
    }
    let lock = FileLock(descriptor)
    let deadline = ContinuousClock.now + limit
    while flock(descriptor, (shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        throw ClusterError(.directory, "cannot lock: \(ChildProcess.reason(errno))", context: path)
      }
      guard ContinuousClock.now < deadline else {
        throw ClusterError(
          .busy,
          "another process has been starting or stopping the database for \(limit); "
            + "`gleaner doctor` says which", context: path)
      }
      try await Pause.short()
    }
    return lock
  }
}

/// A wait between two looks at something that cannot be waited for.
enum Pause {
  static func short() async throws(ClusterError) {
    do {
      try await Task.sleep(for: .milliseconds(5))
    } catch {
      throw ClusterError(.cancelled, "cancelled while waiting for the database to start")
    }
  }
}
