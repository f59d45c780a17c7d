// Reading on Bluesky. Its timelines page from the newest post down by a cursor that means nothing to us, so what is new is
// found by walking until something comes that was there the last time.

import Feed
package import Formats
package import FoundationEssentials
import Service

/// Speaks with a data server of Bluesky as one account.
package struct BlueskyClient: Sendable {
  /// Pages of one pull: 1,000 posts; who was away for longer gets the newest of them.
  private static let pagesMax = 10
  /// Pages of a feed that somebody makes: it may be sorted by anything, so there is no end to look for.
  private static let feedPagesMax = 3

  let line: AccountLine
  let now: @Sendable () -> Date

  package init(_ line: AccountLine, now: @escaping @Sendable () -> Date) {
    self.line = line
    self.now = now
  }

  /// What came since `cursor`; without one the newest page.
  package func pull(_ timeline: BlueskyTimeline, since cursor: String?) async -> TimelineHaul {
    var haul = TimelineHaul(cursor: cursor)
    let known = TimelineMarks(cursor)
    var stretch: TimelineStretch? = .newest
    var found = known
    while let place = stretch, haul.calls < Self.most(timeline, isFirst: cursor == nil) {
      guard let page = await read(timeline.request(place), into: &haul) else { return haul }
      if haul.calls == 1 { found = known.renewed(by: page.entries) }
      let isReached =
        timeline.isSorted
        ? known.hasAny(of: page.entries) : known.hasMost(of: page.entries)
      stretch = isReached || page.entries.isEmpty ? nil : page.next.map(TimelineStretch.older)
      if stretch == place { stretch = nil }
    }
    // Only after the whole walk: what broke off is walked again.
    haul.cursor = found.text
    return haul
  }

  private static func most(_ timeline: BlueskyTimeline, isFirst: Bool) -> Int {
    isFirst ? 1 : timeline.isSorted ? pagesMax : feedPagesMax
  }

  /// One page; nil where there is none, which the haul says why.
  private func read(
    _ request: TimelineRequest, into haul: inout TimelineHaul
  ) async -> FeedDocument? {
    haul.calls += 1
    do {
      let reply = try await line.ask(request)
      guard reply.isGood else {
        haul.failure = PullFailure(reply, of: line.name, now: now())
        return nil
      }
      let page = try reply.posts(from: .bluesky)
      haul.append(page)
      return page
    } catch let error as FormatError {
      haul.failure = PullFailure(.brokenFeed, error.message)
    } catch {
      haul.failure = PullFailure(error, of: line.name)
    }
    return nil
  }
}

extension BlueskyTimeline {
  /// Whether newer posts come before older ones.
  var isSorted: Bool { if case .feed = self { false } else { true } }
}
