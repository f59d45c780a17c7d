// What is wrong with a feed that can be read all the same: what its publisher should mend, and what it means for whoever
// reads it. Each is a code for programs and a line for people.

package import Feed
package import FoundationEssentials

/// A flaw of a feed.
package struct FeedFlaw: Sendable, Hashable {
  package enum Code: String, Sendable, CaseIterable {
    case noEntries = "no_entries"
    case noIDs = "no_ids"
    case repeatedIDs = "repeated_ids"
    case noDates = "no_dates"
    case unreadableDates = "unreadable_dates"
    case futureDates = "future_dates"
    case relativeLinks = "relative_links"
    case noLinks = "no_links"
    case encoding
    case servedAsPage = "served_as_page"
    case large
    case noValidators = "no_validators"
  }

  package let code: Code
  /// One line.
  package let message: String

  /// From here on a feed is large: every pull that finds something new brings all of it.
  private static let largeBytes = 2 << 20
  /// A clock may be wrong by as much, or a zone.
  private static let futureSlack: TimeInterval = 86_400

  /// The flaws of a document that came in these bytes; `headers` is nil for a file.
  package static func all(
    in document: FeedDocument, bytes: [UInt8], headers: [(String, String)]?, now: Date
  ) -> [FeedFlaw] {
    let entries = document.entries.map(\.metadata)
    guard !entries.isEmpty else {
      return [FeedFlaw(code: .noEntries, message: "it has no entries")]
        + delivery(bytes, headers)
    }
    return identity(entries) + dates(entries, now) + links(entries) + delivery(bytes, headers)
  }

  private static func identity(_ entries: [Metadata]) -> [FeedFlaw] {
    let ids = entries.compactMap(\.id).filter { !$0.isEmpty }
    let missing = entries.count - ids.count
    let repeated = ids.count - Set(ids).count
    return [
      flaw(.noIDs, missing, of: entries) {
        "\($0) without an id, so told apart by link or text: an edited one may come again as new"
      },
      flaw(.repeatedIDs, repeated, of: entries) {
        "\($0) with an id that another has: such ids are not believed"
      },
    ].compactMap(\.self)
  }

  private static func dates(_ entries: [Metadata], _ now: Date) -> [FeedFlaw] {
    let raw = { (entry: Metadata) in entry.publishedRaw ?? entry.updatedRaw }
    let date = { (entry: Metadata) in entry.published ?? entry.updated }
    let unreadable = entries.filter { date($0) == nil && raw($0) != nil }
    let missing = entries.count { date($0) == nil && raw($0) == nil }
    let future = entries.count {
      date($0).map { $0 > now.addingTimeInterval(futureSlack) } ?? false
    }
    let example = unreadable.first.flatMap(raw).map { " ('\($0.prefix(60))')" } ?? ""
    return [
      flaw(.noDates, missing, of: entries) {
        "\($0) without a date: the time of the first pull stands in"
      },
      flaw(.unreadableDates, unreadable.count, of: entries) {
        "\($0) with a date that nobody can read\(example): the time of the first pull stands in"
      },
      flaw(.futureDates, future, of: entries) { "\($0) dated in the future, which counts as now" },
    ].compactMap(\.self)
  }

  private static func links(_ entries: [Metadata]) -> [FeedFlaw] {
    let missing = entries.count { $0.link?.isEmpty ?? true }
    let relative = entries.count { entry in
      entry.link.map { !$0.isEmpty && !$0.contains(":") } ?? false
    }
    return [
      flaw(.noLinks, missing, of: entries) { "\($0) without a link" },
      flaw(.relativeLinks, relative, of: entries) {
        "\($0) with a relative link and no base: nobody can follow it"
      },
    ].compactMap(\.self)
  }

  /// What the bytes and the server say of each other.
  private static func delivery(_ bytes: [UInt8], _ headers: [(String, String)]?) -> [FeedFlaw] {
    var flaws: [FeedFlaw] = []
    let header = { (name: String) in headers?.first { $0.0.lowercased() == name }?.1 }
    let type = header("content-type")
    if let wrong = TextEncoding.contradiction(bytes, contentType: type) {
      flaws.append(
        FeedFlaw(
          code: .encoding,
          message:
            "it says that its text is \(wrong.claimed), but it is \(wrong.actual): read as that"))
    }
    if bytes.count > largeBytes {
      flaws.append(
        FeedFlaw(
          code: .large,
          message: "it is large (\(bytes.count / 1_048_576) MB), at each pull that finds news"))
    }
    guard headers != nil else { return flaws }
    if let type, type.lowercased().contains("text/html") {
      flaws.append(
        FeedFlaw(
          code: .servedAsPage, message: "the server calls it a web page (Content-Type: text/html)"))
    }
    if header("etag") == nil, header("last-modified") == nil {
      flaws.append(
        FeedFlaw(
          code: .noValidators,
          message:
            "the server gives neither ETag nor Last-Modified: every pull brings the whole feed"))
    }
    return flaws
  }

  private static func flaw(
    _ code: Code, _ count: Int, of entries: [Metadata], _ message: (String) -> String
  ) -> FeedFlaw? {
    guard count > 0 else { return nil }
    let who =
      switch count {
      case entries.count where count == 1: "its only entry is"
      case entries.count: "all \(count) entries are"
      default: "\(count) of \(entries.count) entries \(count == 1 ? "is" : "are")"
      }
    return FeedFlaw(code: code, message: message(who))
  }
}
