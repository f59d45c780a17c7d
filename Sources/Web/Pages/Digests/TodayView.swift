// What Today and the pages of digests look like.

import Digest
import FoundationEssentials
import Markup
import Service
import Store

/// Shows digests.
enum TodayView {
  /// What is so now, beside the digest.
  struct Now {
    let person: String
    let at: Date
    let waiting: Int
    /// When the next digest is due; nil where only the command makes one.
    let next: Date?
    /// How the digest left the house.
    let deliveries: [String]
    let timeZone: TimeZone
  }

  static func body(
    _ edition: Edition?, _ votes: [Int64: Vote], _ now: Now, for visitor: Visitor
  ) -> Hypertext {
    guard let edition else { return empty(now) }
    return "\(digest(edition, votes, for: visitor))\(around(edition, now))"
  }

  /// One digest.
  static func digest(
    _ edition: Edition, _ votes: [Int64: Vote], for visitor: Visitor
  ) -> Hypertext {
    let parts = DigestSections.parts(edition).map { part -> Hypertext in
      let name: Hypertext = part.name.map { "<h2 class=\"part\">\($0)</h2>\n" } ?? ""
      let level = part.name == nil ? 2 : 3
      let first = part.stories.first?.rank ?? 1
      let stories = part.stories.map {
        DigestStoryView.story(
          $0.story, edition, votes[$0.story.item.id], level: level, for: visitor)
      }
      return "\(name)<ol class=\"stories\" start=\"\(first)\">\n\(stories)</ol>\n"
    }
    return """
      <h1>\(DigestDates.day(edition.until, in: edition.timeZone))</h1>
      <p class="soft">\(DigestPage.lead(edition))</p>
      \(parts)<p class="soft">\(DigestPage.closing(edition))</p>

      """
  }

  private static func around(_ edition: Edition, _ now: Now) -> Hypertext {
    let isOld = now.at.timeIntervalSince(edition.until) > 36 * 3_600
    let stale: Hypertext =
      isOld ? "<p>Nothing new was kept since then.</p>\n" : ""
    return """
      <h2>Besides</h2>
      \(stale)<ul>
      <li>\(waiting(now))</li>
      <li><a href="/items?decision=skip">What was skipped, and why</a></li>
      <li><a href="/digests">Earlier digests</a></li>
      <li>\(next(now))</li>
      \(now.deliveries.map { "<li class=\"soft\">\($0)</li>\n" as Hypertext })</ul>

      """
  }

  private static func waiting(_ now: Now) -> Hypertext {
    guard now.waiting > 0 else { return "Nothing waits for your answer." }
    let verb = now.waiting == 1 ? "waits" : "wait"
    return
      "<a href=\"/review\">\(Count.of(now.waiting, "item"))</a> \(verb) for your answer."
  }

  private static func next(_ now: Now) -> Hypertext {
    guard let next = now.next, let stamp = UTCTime.text(next) else {
      return """
        No digest is planned: <code>schedule.digest</code> in <code>gleaner.yaml</code> says when one is due.
        """
    }
    return """
      The next digest: <time datetime="\(stamp)">\(DigestDates.moment(next, in: now.timeZone))</time>, where <code>gleaner work</code> runs.
      """
  }

  private static func empty(_ now: Now) -> Hypertext {
    """
    <h1>Today</h1>
    <p>There is no digest yet. <code>gleaner run</code> reads your sources and makes the first one of what it keeps.</p>
    <ul>
    <li>\(waiting(now))</li>
    <li><a href="/sources">Your sources</a></li>
    <li>\(next(now))</li>
    </ul>

    """
  }

  /// The digests, the newest first.
  static func list(_ rows: [DigestRow], hasMore: Bool, timeZone: TimeZone) -> Hypertext {
    guard let last = rows.last else {
      return
        "<h1>Digests</h1>\n<p>There is none here. <code>gleaner digest</code> makes one of what was kept.</p>\n"
    }
    let lines = rows.map { row -> Hypertext in
      """
      <li>
      <h2><a href="/digests/\(row.id)">\(DigestDates.day(row.until, in: timeZone))</a></h2>
      <p class="soft">\(DigestDates.moment(row.until, in: timeZone)) · digest \(row.id), of \(Count.of(row.considered, "item"))</p>
      </li>

      """
    }
    let more: Hypertext =
      hasMore ? "<p><a href=\"/digests?before=\(last.id)\">Earlier ones</a></p>\n" : ""
    return "<h1>Digests</h1>\n<ol class=\"items\">\n\(lines)</ol>\n\(more)"
  }
}
