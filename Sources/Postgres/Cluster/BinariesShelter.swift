// Root may keep the program where no other user can enter. PostgreSQL must run as another user, so its binaries are
// then copied, once per version, to where that user can reach them.

import FoundationEssentials
import Glibc

/// Binaries that a given user can run.
struct BinariesShelter {
  let binaries: PostgresBinaries
  let user: SystemUser
  /// Where the copy goes.
  var shelter = ClusterPlace.shelter

  /// The same binaries, or a copy of them under `/var/lib/gleaner`.
  func reachable() throws(ClusterError) -> PostgresBinaries {
    if geteuid() != 0 || works(binaries.root) { return binaries }
    let root = "\(shelter)/postgres-\(binaries.version)"
    if !works(root) { try copy(to: root) }
    return PostgresBinaries(root: root, version: binaries.version)
  }

  private func works(_ root: String) -> Bool {
    ["bin/postgres", "bin/initdb", "lib"].allSatisfy { user.can(X_OK, "\(root)/\($0)") }
  }

  private func copy(to root: String) throws(ClusterError) {
    let files = FileManager.default
    let draft = "\(root).new.\(getpid())"
    do {
      try files.createDirectory(atPath: draft, withIntermediateDirectories: true)
      for part in ["bin", "lib", "share"] {
        try files.copyItem(atPath: "\(binaries.root)/\(part)", toPath: "\(draft)/\(part)")
      }
      openToAll(draft)
      // Another process may have been first; then its copy is as good.
      if unsafe rename(draft, root) != 0 { try files.removeItem(atPath: draft) }
    } catch {
      throw ClusterError(
        .binaries, "\(user.name) cannot reach \(binaries.root), and copying it failed: \(error)",
        context: root)
    }
    guard works(root) else {
      throw ClusterError(.binaries, "\(user.name) cannot run the copy of PostgreSQL", context: root)
    }
  }

  private func openToAll(_ folder: String) {
    unsafe chmod(folder, 0o755)
    for name in (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? [] {
      let path = "\(folder)/\(name)"
      var facts = stat()
      guard unsafe lstat(path, &facts) == 0, facts.st_mode & S_IFMT != S_IFLNK else { continue }
      let isOpen = facts.st_mode & S_IFMT == S_IFDIR || facts.st_mode & 0o100 != 0
      unsafe chmod(path, isOpen ? 0o755 : 0o644)
    }
  }
}
