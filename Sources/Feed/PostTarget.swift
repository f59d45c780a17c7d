// What an action is about: the original post, under the name that the whole network knows it by. One post seen in two
// timelines, or passed on by five people, is one target.

/// A post of a network.
package struct PostTarget: Sendable, Hashable {
  /// Longer names are no names.
  package static let bytesMax = 2_048

  package let network: Network
  /// Mastodon: the ActivityPub `uri`; Bluesky: the at-URI; X: the id of the post.
  package let uri: String

  /// Takes a name that is not empty and not endless; else nil.
  package init?(_ network: Network, uri: String) {
    guard (1...Self.bytesMax).contains(uri.utf8.count) else { return nil }
    self.network = network
    self.uri = uri
  }
}
