// The networks' clients as what the dispatcher sends through.

import Feed
package import FoundationEssentials
package import Social

extension MastodonClient: ActionTransport {}
extension BlueskyClient: ActionTransport {}
extension XClient: ActionTransport {}

extension AccountLine {
  /// Carries out orders as this account.
  package func transport(now: @escaping @Sendable () -> Date) -> any ActionTransport {
    switch name.network {
    case .mastodon: MastodonClient(self, now: now)
    case .bluesky: BlueskyClient(self, now: now)
    case .x: XClient(self, now: now)
    }
  }
}
