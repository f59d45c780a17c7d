// Reading on Mastodon. `min_id` pages forward from where the last pull ended, so what came since is read without a gap,
// page by page, and a pull that breaks off in the middle goes on there.

import Feed
package import Formats
package import FoundationEssentials
import HTTP
import Service

/// Speaks with a server of Mastodon's kind as one account.
package struct MastodonClient: Sendable {
  /// Pages of one pull: 800 posts; what is more comes with the next.
  private static let pagesMax = 20

  let line: AccountLine
  let now: @Sendable () -> Date

  package init(_ line: AccountLine, now: @escaping @Sendable () -> Date) {
    self.line = line
    self.now = now
  }

  /// What came since `cursor`; without one the newest page.
  ///
  /// The cursor is the id of the newest post, by its place and not by its value: not all servers have ids that grow.
  package func pull(_ timeline: MastodonTimeline, since cursor: String?) async -> TimelineHaul {
    var haul = TimelineHaul(cursor: cursor)
    let request = timeline.request(cursor.map(TimelineStretch.after) ?? .newest)
    var address: String? = request.address(at: line.server)
    while let place = address, haul.calls < (cursor == nil ? 1 : Self.pagesMax) {
      address = await read(place, of: timeline, into: &haul)
    }
    return haul
  }

  /// Reads one page; gives the address of the next, nil at the end.
  private func read(
    _ address: String, of timeline: MastodonTimeline, into haul: inout TimelineHaul
  ) async -> String? {
    haul.calls += 1
    do {
      let reply = try await line.ask(verbatim: address)
      guard reply.status != 206 else {
        haul.failure = .regenerating(now: now())
        return nil
      }
      guard reply.isGood else {
        haul.failure = PullFailure(reply, of: line.name, now: now())
        return nil
      }
      let page = try reply.posts(from: .mastodon, url: address)
      haul.prepend(page)
      guard let newest = reply.json?.array?.first?["id"]?.string, newest != haul.cursor else {
        return nil
      }
      haul.cursor = newest
      guard reply.rateLimit(now: now()).map({ $0.pause(now: now()) == 0 }) ?? true else {
        return nil
      }
      return next(page, after: newest, of: timeline)
    } catch let error as FormatError {
      haul.failure = PullFailure(.brokenFeed, error.message)
    } catch {
      haul.failure = PullFailure(error, of: line.name)
    }
    return nil
  }

  /// The page of newer posts: what the server names, where that pages forward and stays there; else one of our own.
  ///
  /// Some servers name a page by `since_id`, which has a hole behind it.
  private func next(
    _ page: FeedDocument, after newest: String, of timeline: MastodonTimeline
  ) -> String {
    if let named = page.previous, named.contains("min_id="), let there = try? URLReference(named),
      let server = try? URLReference(line.server), server.trusts(there)
    {
      return named
    }
    return timeline.request(.after(newest)).address(at: line.server)
  }
}
