// A source that somebody asks to add, before it stands in any file: what its entry will say, and what that entry means.

package import Feed
import Files
package import Formats
import Foundation
package import Service

/// An entry to be.
package struct SourceDraft: Sendable, Hashable {
  /// The value of `feed`: an address, or a path or pattern relative to `feeds/`; of a timeline its address.
  package private(set) var feed: String
  /// Whose timeline it is, and which; nil for a feed.
  package private(set) var timeline: TimelinePlace?
  package var name: String?
  package var tags: [String]
  package var allowPrivate: Bool
  /// Whether `https://` was put before what was typed.
  private var isGuessed = false

  /// Takes what was typed: a web address, with its scheme or without, or a path or pattern seen from `directory`.
  ///
  /// Nil when it looks like an address and is none of http or https.
  package init?(
    _ operand: String, in directory: String, of location: WorkspaceLocation, name: String? = nil,
    tags: [String] = [], allowPrivate: Bool = false
  ) {
    if let address = SourceAddress.feed(operand) {
      feed = address
    } else if SourceAddress.scheme(of: operand) != nil || operand.isEmpty {
      return nil
    } else if let address = SourceAddress.guess(operand),
      !FilePlace.isFile(FilePlace.absolute(operand, in: directory))
    {
      feed = address
      isGuessed = true
    } else {
      feed = Self.path(FilePlace.absolute(operand, in: directory), location)
    }
    self.name = name
    self.tags = tags
    self.allowPrivate = allowPrivate
  }

  /// A timeline.
  package init(_ timeline: TimelinePlace, name: String? = nil, tags: [String] = []) {
    feed = timeline.address
    self.timeline = timeline
    self.name = name
    self.tags = tags
    allowPrivate = false
  }

  /// A feed of another program's list; nil when its address is none of http or https.
  package init?(_ feed: FeedOutline) {
    guard let address = SourceAddress.listed(feed.address) else { return nil }
    self.feed = address
    name = feed.name
    tags = feed.tags
    allowPrivate = false
  }

  /// The same for the feed that a page names.
  package func following(_ address: String) -> SourceDraft? {
    guard let address = SourceAddress.web(address) else { return nil }
    var draft = self
    draft.feed = address
    draft.isGuessed = false
    return draft
  }

  /// The same by http, where only a guess said https.
  package var unencrypted: SourceDraft? {
    guard isGuessed, feed.hasPrefix("https://") else { return nil }
    return following("http://" + feed.dropFirst("https://".count))
  }

  package var isFile: Bool { SourceAddress.web(feed) == nil }

  /// The lines of the entry, the first without its dash.
  var lines: [String] {
    var lines = timeline.map(Self.lines) ?? ["feed: \(YAMLText.scalar(feed))"]
    if let name { lines.append("name: \(YAMLText.scalar(name))") }
    if !tags.isEmpty {
      lines.append("tags: [\(tags.map(YAMLText.scalar).joined(separator: ", "))]")
    }
    if allowPrivate { lines.append("allow_private: true") }
    return lines
  }

  /// What says which timeline it is.
  private static func lines(of timeline: TimelinePlace) -> [String] {
    let account = timeline.account
    var lines: [String]
    switch account.network {
    case .mastodon:
      let server = timeline.server ?? "https://\(account.host)"
      let isThere = server.hasSuffix("//\(account.host)")
      lines = [
        "mastodon: \(YAMLText.scalar(server))",
        "account: \(YAMLText.scalar(isThere ? account.user : account.text))",
      ]
    case .bluesky: lines = ["bluesky: \(YAMLText.scalar(account.text))"]
    case .x: lines = ["x: \(YAMLText.scalar(account.user))"]
    }
    switch timeline.subject {
    case .home: lines.append("timeline: home")
    case .list(let id): lines.append("timeline: {list: \(YAMLText.scalar(id))}")
    case .tag(let word): lines.append("timeline: {tag: \(YAMLText.scalar(word))}")
    case .feed(let uri): lines.append("timeline: {feed: \(YAMLText.scalar(uri))}")
    case .user(let name): lines.append("timeline: {user: \(YAMLText.scalar(name))}")
    }
    return lines
  }

  /// The sources that the entry stands for: several for a pattern.
  package func sources(in location: WorkspaceLocation) throws(SettingsError) -> [Source] {
    let file = SourceFiles.standard
    let entries = try ListText(Array("- \(lines.joined(separator: "\n  "))".utf8), file: file)
      .entries
    let decoder = SourceDecoder(location: location, file: file)
    var problems: [Problem] = []
    var warnings: [Problem] = []
    let found = entries.flatMap {
      decoder.sources($0, problems: &problems, warnings: &warnings)
    }
    // A pattern without a file is only odd in a list; for somebody who adds it now it is a mistake.
    problems += warnings
    guard problems.isEmpty else {
      throw SettingsError(problems.map { Problem(file: feed, position: nil, message: $0.message) })
    }
    return found.map(\.source)
  }

  /// Relative to `feeds/` where it lies in the workspace, so that the workspace can be moved.
  private static func path(_ absolute: String, _ location: WorkspaceLocation) -> String {
    let inside = location.relative(absolute)
    guard inside != absolute else { return absolute }
    return inside.hasPrefix("feeds/") ? String(inside.dropFirst("feeds/".count)) : "../\(inside)"
  }
}
