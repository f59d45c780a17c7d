// How a private server is set. Everything is given on its command line, so the files in the data directory stay
// PostgreSQL's own and an update of the program updates the settings.

import Glibc

/// The settings of a private cluster.
package struct ClusterSettings: Sendable {
  /// Off only for tests: a crash of the machine may then lose the cluster.
  package var isDurable: Bool
  /// How long the server stays up after its last client, for the next command to find it warm.
  package var lingerSeconds: Int
  package var maxConnections: Int
  /// How long to wait for others who start it, and for a recovery after a crash.
  package var startLimit: Duration

  package init(
    isDurable: Bool = true, lingerSeconds: Int = 10, maxConnections: Int = 40,
    startLimit: Duration = .seconds(300)
  ) {
    self.isDurable = isDurable
    self.lingerSeconds = lingerSeconds
    self.maxConnections = maxConnections
    self.startLimit = startLimit
  }

  /// The server's command line after `-D`.
  func options(_ major: Int, sockets: String) -> [String] {
    var options = [
      "listen_addresses": "", "unix_socket_directories": Self.quote(sockets),
      "unix_socket_permissions": "0700", "port": "5432", "max_connections": "\(maxConnections)",
      "shared_buffers": "64MB", "work_mem": "16MB", "maintenance_work_mem": "128MB",
      "max_wal_size": "256MB", "wal_level": "minimal", "max_wal_senders": "0", "jit": "off",
      "timezone": "UTC", "log_timezone": "UTC", "log_checkpoints": "off",
      "logging_collector": "off",
      "log_destination": "stderr", "dynamic_shared_memory_type": Self.sharedMemory(),
    ]
    if major >= 18 { options["io_method"] = "sync" }
    if !isDurable {
      for name in ["fsync", "full_page_writes", "synchronous_commit"] { options[name] = "off" }
    }
    return options.sorted { $0.key < $1.key }.flatMap { ["-c", "\($0)=\($1)"] }
  }

  /// A list of one, for a setting that is a list.
  private static func quote(_ path: String) -> String {
    "\"\(path.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
  }

  /// A container's /dev/shm has 64 MB, too little for parallel index builds; files in the data directory do then.
  private static func sharedMemory() -> String {
    var facts = statvfs()
    guard unsafe statvfs("/dev/shm", &facts) == 0 else { return "mmap" }
    return UInt64(facts.f_blocks) * UInt64(facts.f_frsize) >= 256 << 20 ? "posix" : "mmap"
  }
}
