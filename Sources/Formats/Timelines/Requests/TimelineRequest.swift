// What is asked of a network, before a server and a token are known: a path and its parameters. Values only; whoever
// sends it is elsewhere.

import Feed

/// A `GET` of an API.
package struct TimelineRequest: Sendable, Hashable {
  /// From the root of the server, percent-encoded.
  package var path: String
  /// Names and values as they are meant, in the order in which they are written.
  package var query: [Parameter]

  /// A name and a value of a query.
  package struct Parameter: Sendable, Hashable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  init(_ path: String, _ query: [Parameter]) {
    self.path = path
    self.query = query
  }

  /// The address at a server such as `https://mastodon.social`, with or without a slash at its end.
  package func address(at server: String) -> String {
    let pairs = query.map {
      "\(PercentEncoding.encoded($0.name))=\(PercentEncoding.encoded($0.value))"
    }
    let base = server.hasSuffix("/") ? String(server.dropLast()) : server
    return base + path + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
  }
}

/// Which posts of a timeline are wanted.
package enum TimelineStretch: Sendable, Hashable {
  /// The newest there are.
  case newest
  /// Those after the post with this id.
  ///
  /// Mastodon gives the oldest of them first, page by page and without a gap; X the newest; Bluesky cannot.
  case after(String)
  /// What ``FeedDocument/next`` of the page before named: a cursor, a token or an id.
  case older(String)
  /// Between both, on X alone: the next page of what is ``after(_:)`` an id.
  case olderAfter(String, id: String)
}
