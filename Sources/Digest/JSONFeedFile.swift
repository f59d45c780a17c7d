// The curated feed as JSON Feed 1.1 (jsonfeed.org), with what programs may want to know of a story beside it.

import Markup
import Service
import Store

/// Renders the curated feed as JSON Feed.
package enum JSONFeedFile {
  package static let type = "application/feed+json"

  /// The object on one line, ending in a newline.
  package static func render(_ feed: CuratedFeed) -> String { value(feed).jsonText + "\n" }

  private static func value(_ feed: CuratedFeed) -> JSONValue {
    var members = [
      JSONMember("version", "https://jsonfeed.org/version/1.1"),
      JSONMember("title", .string(feed.title)),
    ]
    if let home = feed.home { members.append(JSONMember("home_page_url", .string(home))) }
    if let address = feed.address { members.append(JSONMember("feed_url", .string(address))) }
    members += [
      JSONMember("authors", [["name": "Gleaner"]]),
      JSONMember(
        "items", .array(feed.entries.map { item($0.story, $0.edition, feed) })),
    ]
    return .object(members)
  }

  private static func item(
    _ story: Edition.Story, _ edition: Edition, _ feed: CuratedFeed
  ) -> JSONValue {
    var members = [JSONMember("id", .string(FeedIdentity.entry(story.item)))]
    if let url = story.webAddress { members.append(JSONMember("url", .string(url))) }
    members += [
      JSONMember("title", .string(CuratedFeed.title(story))),
      JSONMember("content_html", .string(feed.content(story, edition).html)),
      JSONMember("summary", .string(CuratedFeed.summary(story))),
    ]
    if let published = story.item.published, let text = UTCTime.text(published) {
      members.append(JSONMember("date_published", .string(text)))
    }
    members += [
      JSONMember("date_modified", .time(edition.until)),
      JSONMember("authors", [["name": .string(CuratedFeed.author(story))]]),
      JSONMember("tags", .texts(CuratedFeed.tags(story))),
      JSONMember(
        "_gleaner",
        [
          "digest": .int(Int(edition.number)),
          "item": .int(Int(story.item.id)), "wild": .bool(story.isWild),
          "probability": .optional(story.item.outcome?.probability, JSONValue.double),
          "also_in": .texts(story.alsoIn), "minutes": .int(story.minutes),
        ]),
    ]
    return .object(members)
  }
}
