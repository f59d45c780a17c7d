// What the owner of a list or a feed calls it, where one free call tells.

package import Feed
import Formats
import Service

extension AccountLine {
  /// Letters of a title.
  private static let titleMost = 100

  /// The name of a list or a feed; nil for other timelines, on X, where asking costs, and where nobody says.
  package func title(of place: TimelinePlace) async -> String? {
    let request: TimelineRequest? =
      switch place.account.network {
      case .mastodon: MastodonTimeline(place.subject).about
      case .bluesky: BlueskyTimeline(place.subject).about
      case .x: nil
      }
    guard let request, let reply = try? await ask(request), reply.isGood, let json = reply.json
    else { return nil }
    let named = json["title"] ?? json["list"]?["name"] ?? json["view"]?["displayName"]
    let title = reply.masked(named?.string ?? "").prefix(Self.titleMost)
    return title.isEmpty ? nil : String(title)
  }
}
