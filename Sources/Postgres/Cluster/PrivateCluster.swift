// PostgreSQL without an administrator: made on first use, shared by all processes of a workspace, gone when the last
// one is. Two locks decide, always taken in this order: start.lock, exclusive and short, for whoever makes, starts or
// stops it; use.lock, shared and for life, for whoever uses it. The keeper (see CKeeper) takes them in the same order.

/// The private cluster of a workspace.
package enum PrivateCluster {
  /// Makes or starts the cluster in a directory, or joins the running one.
  ///
  /// Below a directory that the server's user cannot enter, the cluster lives in `/var/lib/gleaner`. Throws
  /// ``ClusterError``, with what to do.
  package static func open(
    at directory: String, binaries: PostgresBinaries, settings: ClusterSettings = ClusterSettings()
  ) async throws(ClusterError) -> ClusterLease {
    try ClusterFloor.makeParent(of: directory)
    let place = try ClusterPlace.resolve(directory)
    try ClusterFloor(place: place).lay()
    let start = try await FileLock.take(place.startLock, shared: false, limit: settings.startLimit)
    let use = try await FileLock.take(place.useLock, shared: true, limit: settings.startLimit)
    let sockets = try await ClusterStarter(place: place, binaries: binaries, settings: settings)
      .ensureRunning()
    start.release()
    return ClusterLease(use, home: place.home, sockets: sockets)
  }
}
