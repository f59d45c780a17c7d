// How far a timeline of X is read. Pages come from the newest post down, and money may end before they do: then what lies
// below is read by the next pull, before anything newer, and the mark moves only when the hole is closed.

import Formats
import Service

/// The state of one timeline.
struct XCursor: Sendable, Hashable {
  /// Everything up to this post has been read.
  var since: String?
  /// Where a walk broke off: posts between `since` and this one are missing.
  var until: String?
  /// The newest post of that walk; `since` once it is done.
  var newest: String?
  /// The id behind a user name.
  var user: String?

  init() {}

  /// Reads what ``text`` wrote; nothing from anything else.
  init(_ text: String?) {
    let json = text.flatMap { try? JSONValue(parsing: Array($0.utf8)) }
    since = json?["since"]?.string
    until = json?["until"]?.string
    newest = json?["newest"]?.string
    user = json?["user"]?.string
  }

  var text: String {
    let members = [("since", since), ("until", until), ("newest", newest), ("user", user)]
      .compactMap { name, value in value.map { JSONMember(name, .string($0)) } }
    return JSONValue.object(members).jsonText
  }

  /// Which posts are wanted next: below what the walk has reached, named by a post and not by a token, which ends.
  var stretch: TimelineStretch {
    if let until { return .before(until, after: since) }
    return since.map(TimelineStretch.after) ?? .newest
  }

  /// Takes the posts of a page.
  mutating func take(_ ids: [String]) {
    newest = (ids + [newest].compactMap(\.self)).max(by: Self.isOlder)
    until = ids.min(by: Self.isOlder) ?? until
  }

  /// The walk is done.
  mutating func close() {
    since = [since, newest].compactMap(\.self).max(by: Self.isOlder)
    (until, newest) = (nil, nil)
  }

  /// Ids are numbers that grow, as texts.
  static func isOlder(_ one: String, _ other: String) -> Bool {
    (one.utf8.count, one) < (other.utf8.count, other)
  }
}
