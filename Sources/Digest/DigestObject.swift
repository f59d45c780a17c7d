// The digest as one JSON object, for whatever comes after: a script, a page of one's own, an archive. Its keys are
// described in docs/digests.md; they stay in this order, so that two digests can be compared line by line.

import Feed
package import Service
import Store

/// Renders an edition as JSON.
package enum DigestObject {
  /// The object on one line, ending in a newline.
  package static func render(_ edition: Edition) -> String {
    value(edition).jsonText + "\n"
  }

  /// The object as a value.
  package static func value(_ edition: Edition) -> JSONValue {
    [
      "digest": .int(Int(edition.number)), "person": .string(edition.person),
      "since": .time(edition.since), "until": .time(edition.until),
      "considered": .int(edition.considered), "waiting": .int(edition.waiting),
      "more": .int(edition.more), "minutes": .int(edition.minutes),
      "items": .array(edition.stories.enumerated().map { item($1, rank: $0 + 1) }),
    ]
  }

  private static func item(_ story: Edition.Story, rank: Int) -> JSONValue {
    let item = story.item
    return [
      "rank": .int(rank), "id": .int(Int(item.id)), "title": .string(item.title),
      "url": .text(story.webAddress), "source": .string(item.source),
      "source_name": .string(item.sourceName), "author": .text(item.author),
      "published": .time(item.published),
      "probability": .optional(item.outcome?.probability, JSONValue.double),
      "reason": .text(item.outcome?.reason), "wild": .bool(story.isWild),
      "propensity": .optional(story.propensity, JSONValue.double), "minutes": .int(story.minutes),
      "also_in": .texts(story.alsoIn), "excerpt": .string(story.excerpt(320)),
      "post": .optional(story.context, \.json), "section": .text(story.section),
    ]
  }
}
