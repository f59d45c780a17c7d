// What a person may say of an account in `gleaner.yaml`. Secrets are not among it.

package import Feed

/// How an account differs from any other of its network.
package struct AccountSettings: Sendable, Hashable {
  /// Whether likes, bookmarks and reposts are learned from; nil where nothing is said.
  package var learn: Bool?
  /// The server's address, without a slash at its end, where it is not what the name says.
  package var server: String?
  /// Who knows DIDs.
  package var directory: String?
  /// Whether the server may have a private address.
  package var allowPrivate = false

  package init() {}

  /// Whether an account of this network is learned from.
  package func learns(on network: Network) -> Bool { learn ?? (network != .x) }

  /// Why X is left out unless somebody says otherwise, and what they should know who do.
  package static let whyNotX =
    "X's developer rules forbid training models on what is there; Gleaner's profile is a small one, for you alone"
}

extension Settings {
  /// What is said of an account.
  package func account(_ name: AccountName?) -> AccountSettings {
    name.flatMap { accounts[$0] } ?? AccountSettings()
  }
}
