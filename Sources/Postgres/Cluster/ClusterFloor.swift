// Makes a cluster's directories and files with the right owner, and trusts none that someone else made.

import FoundationEssentials
import Glibc

/// The directories and small files around a cluster.
struct ClusterFloor {
  let place: ClusterPlace

  /// The directory in which the cluster is asked for; who may enter it decides where the cluster goes.
  static func makeParent(of directory: String) throws(ClusterError) {
    let above = URL(fileURLWithPath: directory).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: above, withIntermediateDirectories: true)
    } catch {
      throw ClusterError(.directory, "cannot make the directory", context: above.path, cause: error)
    }
  }

  /// The home and the socket's directory, 0700, owned by the server's user.
  func lay() throws(ClusterError) {
    for shared in [ClusterPlace.shelter, "/run/gleaner"]
    where ClusterPlace.parent(place.home) == shared || ClusterPlace.parent(place.sockets) == shared
    {
      try makeShared(shared)
    }
    try makePrivate(place.home)
    try makePrivate(place.sockets)
    guard place.home != place.asked else { return }
    try write(place.asked + "\n", to: "\(place.home)/directory")
  }

  /// Readable by all, written by root alone.
  private func makeShared(_ path: String) throws(ClusterError) {
    _ = unsafe mkdir(path, 0o755)
    guard let found = Ownership.of(path), found.isDirectory, found.uid == 0 else {
      throw ClusterError(.directory, "must be a directory of root", context: path)
    }
  }

  private func makePrivate(_ path: String) throws(ClusterError) {
    let isNew = unsafe mkdir(path, 0o700) == 0
    guard isNew || errno == EEXIST else {
      throw ClusterError(
        .directory, "cannot make the directory: \(ChildProcess.reason(errno))", context: path)
    }
    guard let found = Ownership.of(path), found.isDirectory else {
      throw ClusterError(.directory, "must be a directory and not a link", context: path)
    }
    if geteuid() == 0, found.uid == 0, place.server.uid != 0 {
      unsafe chown(path, place.server.uid, place.server.gid)
      unsafe chmod(path, 0o700)
    } else if found.uid != place.server.uid {
      let owner = SystemUser(uid: found.uid)?.name ?? "user \(found.uid)"
      throw ClusterError(
        .directory, "belongs to \(owner); run gleaner as \(owner) or as root", context: path)
    } else if !found.isPrivate {
      unsafe chmod(path, 0o700)
    }
  }

  /// Replaces a file as a whole; only the server's user can read it.
  func write(_ text: String, to path: String) throws(ClusterError) {
    let fresh = "\(path).new"
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: fresh))
    } catch {
      let isFull = (error as? CocoaError)?.code == .fileWriteOutOfSpace
      throw ClusterError(
        .directory, isFull ? "its disk is full; free some space" : "cannot write", context: path,
        cause: error)
    }
    unsafe chmod(fresh, 0o600)
    if geteuid() == 0 { unsafe chown(fresh, place.server.uid, place.server.gid) }
    guard unsafe rename(fresh, path) == 0 else {
      throw ClusterError(.directory, "cannot write: \(ChildProcess.reason(errno))", context: path)
    }
  }

  /// Removes what an initdb that did not finish left behind; it never held data.
  func sweep() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place.home)) ?? []
    for name in names where name.hasPrefix(ClusterMaker.draftPrefix) {
      try? FileManager.default.removeItem(atPath: "\(place.home)/\(name)")
    }
  }
}
