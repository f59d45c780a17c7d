// One story of a digest, as it was when the digest was composed. Everything a rendering needs is in it, so that an old
// digest reads as it did, whatever has become of its items, of the names of interests and of the judge since.

package import Feed
import FoundationEssentials
import Postgres
import Service

/// One item of a digest, with what stands beside it.
package struct DigestStory: Sendable {
  package var item: DecidedItem
  /// Names of other sources that brought the same story.
  package var alsoIn: [String]
  /// Of a wild card, which was not kept: how likely it was drawn.
  package var propensity: Double?
  /// Of a post: who brought it, what it answers and quotes.
  package var context: PostContext?
  /// The interest that it belongs to, as the person calls it; nil for none.
  package var section: String?
  /// To read it.
  package var minutes: Int

  /// Words that are read in a minute, silently and in prose (Brysbaert 2019, "How many words do we read per minute?").
  private static let wordsInMinute = 220

  package init(
    item: DecidedItem, alsoIn: [String] = [], propensity: Double? = nil,
    context: PostContext? = nil, section: String? = nil, minutes: Int? = nil
  ) {
    self.item = item
    self.alsoIn = alsoIn
    self.propensity = propensity
    self.context = context
    self.section = section
    self.minutes =
      minutes
      ?? max(1, item.text.split(whereSeparator: \.isWhitespace).count / Self.wordsInMinute)
  }
}

/// For whom a digest was made, and in whose hours.
package struct DigestReader: Sendable, Hashable {
  package let person: String
  /// The name of a time zone.
  package let timeZone: String

  package init(person: String, timeZone: String) {
    self.person = person
    self.timeZone = timeZone
  }
}

extension DigestStory {
  /// So much of a text is kept with a digest: an opening is shown, the whole stands where it came from.
  private static let textMax = 4_000
  /// HTML that is longer is not kept: half of it would be none.
  private static let htmlMax = 32 << 10

  /// What `digest_items.told` keeps.
  var told: String {
    let html = item.html.flatMap { $0.utf8.count <= Self.htmlMax ? $0 : nil }
    return JSONValue.object([
      JSONMember("title", .string(item.title)),
      JSONMember("text", .string(String(item.text.prefix(Self.textMax)))),
      JSONMember("html", .text(html)), JSONMember("url", .text(item.url)),
      JSONMember("author", .text(item.author)), JSONMember("source", .string(item.source)),
      JSONMember("source_name", .string(item.sourceName)),
      JSONMember("language", .text(item.language)), JSONMember("tags", .texts(item.tags)),
      // To the microsecond, as the column had it.
      JSONMember("published", .optional(item.published?.timeIntervalSince1970, JSONValue.double)),
      JSONMember("also_in", .texts(alsoIn)), JSONMember("post", .optional(context, \.json)),
      JSONMember("section", .text(section)), JSONMember("minutes", .int(minutes)),
    ]).jsonText
  }

  /// The story as it was told; what its author took back since has lost its words, and nothing else.
  init(_ item: DecidedItem, told text: String, propensity: Double?) {
    let told = (try? JSONValue(parsing: Array(text.utf8))) ?? .null
    guard let title = told["title"]?.string else {
      self.init(item: item, propensity: propensity, section: told["section"]?.string, minutes: 1)
      return
    }
    let then = DecidedItem(
      id: item.id, source: told["source"]?.string ?? item.source,
      sourceName: told["source_name"]?.string ?? item.sourceName, title: title,
      text: told["text"]?.string ?? "", html: told["html"]?.string, url: told["url"]?.string,
      author: told["author"]?.string, language: told["language"]?.string,
      tags: (told["tags"]?.array ?? []).compactMap(\.string),
      published: told["published"]?.double.map(Date.init(timeIntervalSince1970:)),
      firstSeen: item.firstSeen, outcome: item.outcome)
    self.init(
      item: then, alsoIn: (told["also_in"]?.array ?? []).compactMap(\.string),
      propensity: propensity, context: told["post"].flatMap(PostContext.init(json:)),
      section: told["section"]?.string, minutes: told["minutes"]?.int)
  }
}
