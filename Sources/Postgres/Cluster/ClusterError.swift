// Why a private cluster cannot be had. Each message ends with what to do.

/// A failure to find, make or start the private PostgreSQL.
package struct ClusterError: Error, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// PostgreSQL with pgvector is not installed.
    case binaries
    /// A directory cannot be made, entered or trusted.
    case directory
    /// The directory holds something else, or a cluster of another major version.
    case foreign
    /// Another process starts or stops it, and takes too long.
    case busy
    /// It cannot be told whether the server runs.
    case unknown
    /// initdb failed.
    case initialise
    /// The server did not start.
    case start
    case cancelled
  }

  package let code: Code
  package let message: String
  /// The directory or file it is about.
  package let context: String?
  package let cause: (any Error)?

  package init(
    _ code: Code, _ message: String, context: String? = nil, cause: (any Error)? = nil
  ) {
    self.code = code
    self.message = message
    self.context = context
    self.cause = cause
  }

  package var description: String {
    "private database: \(message)\(context.map { " (\($0))" } ?? "")"
  }
}
