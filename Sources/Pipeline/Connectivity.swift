// Whether it is the network and not the sources. A laptop that wakes up in a train finds no server at all, and no feed
// is to blame for that.

/// Judges failed connections of one round together.
enum Connectivity {
  /// So many of all that were tried must have been out of reach.
  static let share = 0.8

  /// Whether the network was down, by how many sources were tried and how many could not be connected to.
  static func isDown(unreached: Int, tried: Int) -> Bool {
    unreached > 0 && Double(unreached) >= share * Double(tried)
  }
}
