// Where a cluster lives, as whom its server runs, and where its socket is. Three rules of the system decide: PostgreSQL
// refuses root, the server's user must be able to enter the directory, and the path of a socket fits in 107 bytes.

import FoundationEssentials
import Glibc

/// The places and the user of one cluster.
struct ClusterPlace: Sendable, Hashable {
  /// As the caller named it, absolute.
  let asked: String
  /// Where it really is.
  let home: String
  /// The directory of the socket, 0700.
  let sockets: String
  /// Whom the server runs as.
  let server: SystemUser
  /// The users of the machine who may connect.
  let people: [String]

  var data: String { "\(home)/data" }
  var startLock: String { "\(home)/start.lock" }
  var useLock: String { "\(home)/use.lock" }
  var log: String { "\(home)/server.log" }

  /// `sun_path` has 108 bytes, the last one for the end.
  private static let socketPathLimit = 107
  static let socketName = "/.s.PGSQL.5432"
  /// Root's choice among users of the machine.
  private static let servants = ["gleaner", "postgres", "nobody"]
  /// For clusters whose own directory the server's user cannot enter.
  static let shelter = "/var/lib/gleaner"

  /// Decides, and makes nothing.
  static func resolve(_ directory: String) throws(ClusterError) -> ClusterPlace {
    let asked = absolute(directory)
    let server = try server(of: asked)
    let isEntered = geteuid() != 0 || server.can(X_OK, parent(asked))
    let home = isEntered ? asked : "\(shelter)/\(Checksum.fnv1a(asked))"
    let owner = Ownership.of(parent(asked)).flatMap { SystemUser(uid: $0.uid) }
    let people = Set([server.name, "root", owner?.name].compactMap(\.self)).sorted()
    return ClusterPlace(
      asked: asked, home: home, sockets: sockets(home), server: server, people: people)
  }

  /// The same cluster by any name: its hash and the server's working directory are told by the real one.
  private static func absolute(_ directory: String) -> String {
    let current = FileManager.default.currentDirectoryPath
    let path = directory.hasPrefix("/") ? directory : "\(current)/\(directory)"
    guard let real = unsafe realpath(parent(path), nil) else { return path }
    defer { unsafe free(real) }
    return unsafe "\(String(cString: real))/\(path.split(separator: "/").last ?? "postgres")"
  }

  /// Root runs the server as whoever owns the cluster already, else as an unprivileged user.
  private static func server(of asked: String) throws(ClusterError) -> SystemUser {
    let own = geteuid()
    guard own == 0 else {
      guard let user = SystemUser(uid: own) else {
        throw ClusterError(
          .directory,
          "the user with number \(own) has no name, which PostgreSQL needs: add it to /etc/passwd")
      }
      return user
    }
    if let owner = Ownership.of("\(asked)/data"), owner.uid != 0,
      let user = SystemUser(uid: owner.uid)
    {
      return user
    }
    guard let user = servants.lazy.compactMap({ SystemUser(name: $0) }).first else {
      throw ClusterError(
        .directory,
        "PostgreSQL refuses to run as root and there is no user \(servants.joined(separator: ", "))"
      )
    }
    return user
  }

  /// Beside the data when the path is short enough, else in a short place of the same user.
  private static func sockets(_ home: String) -> String {
    let near = "\(home)/socket"
    guard near.utf8.count + socketName.utf8.count > socketPathLimit else { return near }
    let own = geteuid()
    let hash = Checksum.fnv1a(home)
    if own == 0 { return "/run/gleaner/\(hash)" }
    if Ownership.of("/run/user/\(own)")?.uid == own { return "/run/user/\(own)/gleaner-\(hash)" }
    return "/tmp/gleaner-\(own)-\(hash)"
  }

  static func parent(_ path: String) -> String {
    let parts = path.split(separator: "/").dropLast()
    return "/" + parts.joined(separator: "/")
  }
}

/// Who owns a path and who else may use it; links are not followed.
struct Ownership: Hashable {
  let uid: UInt32
  let isDirectory: Bool
  /// Whether nobody but the owner can do anything with it.
  let isPrivate: Bool

  static func of(_ path: String) -> Ownership? {
    var facts = stat()
    guard unsafe lstat(path, &facts) == 0 else { return nil }
    return Ownership(
      uid: facts.st_uid, isDirectory: facts.st_mode & S_IFMT == S_IFDIR,
      isPrivate: facts.st_mode & 0o077 == 0)
  }
}
