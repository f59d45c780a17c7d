// Whether it is the network and not the sources. A laptop that wakes up in a train finds no server at all, and no feed
// is to blame for that.

import Feed
import FoundationEssentials
import Store

/// Judges failed connections: those of one round together, and what a source's own past says of it.
enum Connectivity {
  /// So many of all that were tried must have been out of reach.
  static let share = 0.8

  /// Whether the network was down, by how many sources were tried and how many could not be connected to.
  static func isDown(unreached: Int, tried: Int) -> Bool {
    unreached > 0 && Double(unreached) >= share * Double(tried)
  }

  /// Whether it is this source's own fault, however few were tried with it.
  ///
  /// Sources are asked at their own times, so one that is out of reach for good is often alone in a round. It is to
  /// blame when it was before, or when another was reached since it was first missed.
  static func isOwnFault(of source: StoredSource, lastReached: Date?) -> Bool {
    guard source.cause?.kind == .connectivity, let missed = source.pulledAt else { return false }
    return source.failures > 0 || lastReached.map { $0 >= missed } ?? false
  }
}
