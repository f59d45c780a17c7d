// What `gleaner doctor` says about the private cluster. Looks, and changes nothing.

import FoundationEssentials

/// What runs, where, and as whom.
package struct ClusterStatus: Sendable, Hashable {
  package enum State: String, Sendable {
    /// Nothing was made yet.
    case absent
    case stopped
    case starting
    case running
    case stopping
    /// It cannot be told.
    case unknown
  }

  package let state: State
  /// Where the cluster lives, which is not the workspace's directory when the server's user cannot enter that.
  package let home: String
  /// The major version that made the data.
  package let major: Int?
  /// The server's process.
  package let pid: Int32?
  package let sockets: String?
  /// The user the server runs as.
  package let user: String
  package let log: String

  /// Looks at the cluster of a directory.
  package static func of(_ directory: String) throws(ClusterError) -> ClusterStatus {
    let place = try ClusterPlace.resolve(directory)
    let file = PostmasterFile.read(place.data)
    let verdict = file.map { PostmasterVerdict(ProcessFacts.of($0.pid), data: place.data) }
    let isLive = verdict == .live
    return ClusterStatus(
      state: state(place, file, verdict), home: place.home, major: dataVersion(place.data),
      pid: isLive ? file?.pid : nil, sockets: isLive ? file?.socketDirectory : nil,
      user: place.server.name, log: place.log)
  }

  private static func state(
    _ place: ClusterPlace, _ file: PostmasterFile?, _ verdict: PostmasterVerdict?
  ) -> State {
    guard dataVersion(place.data) != nil else { return .absent }
    guard let file, let verdict, verdict != .stale else { return .stopped }
    guard verdict == .live else { return .unknown }
    return switch file.status {
    case "ready": .running
    case "stopping": .stopping
    default: .starting
    }
  }

  /// The major version in a data directory; nil when it is none.
  static func dataVersion(_ data: String) -> Int? {
    guard let bytes = FileManager.default.contents(atPath: "\(data)/PG_VERSION") else { return nil }
    return Int(String(decoding: bytes, as: UTF8.self).filter(\.isNumber))
  }
}
