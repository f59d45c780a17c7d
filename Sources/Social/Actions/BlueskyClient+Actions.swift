// Likes and reposts of Bluesky are records in the account's own repository. Each is written under a name that follows from
// what is liked and with the time of the decision, so that writing it again changes nothing.

package import Feed
import Formats
import FoundationEssentials
import HTTP
import Service

extension BlueskyClient {
  private var calls: ActionCall { ActionCall(line: line, now: now) }

  /// Makes the order's effect true.
  package func perform(_ order: ActionOrder) async -> ActionAnswer {
    order.effect == .send ? await send(order) : await undo(order)
  }

  /// Asks whether the effect is there: the record itself, or what the network shows the account of the post.
  package func lookUp(_ order: ActionOrder) async -> ActionStanding {
    if let collection = order.kind.collection {
      let place = order.remote.flatMap(RecordPlace.init) ?? self.place(order, collection)
      switch await calls.ask(
        BlueskyTimeline.record(repo: place.repo, collection: place.collection, key: place.key))
      {
      case .success(let reply): return .done(remote: reply.json?["uri"]?.string ?? place.uri)
      case .failure(let fault):
        guard case .refused(let reason, _) = fault.answer.outcome, reason != .signedOut else {
          return fault.standing
        }
      }
    }
    switch await view(order) {
    case .failure(let fault): return fault.standing
    case .success(nil): return .gone
    case .success(let post?): return standing(order.kind, in: post)
    }
  }

  private func send(_ order: ActionOrder) async -> ActionAnswer {
    switch await calls.look(BlueskyTimeline.posts([order.target.uri]), for: order) {
    case .failure(let fault): return fault.answer
    case .success(let sight):
      return await calls.perform(call(order, cid: sight.reference)) { reply in
        .done(remote: reply.json?["uri"]?.string)
      }
    }
  }

  private func undo(_ order: ActionOrder) async -> ActionAnswer {
    guard let collection = order.kind.collection else {
      return await calls.perform(
        procedure("app.bsky.bookmark.deleteBookmark", ["uri": .string(order.target.uri)])
      ) { _ in .done(remote: nil) }
    }
    let place = order.remote.flatMap(RecordPlace.init) ?? self.place(order, collection)
    // "Or ensure it doesn't exist": twice is once.
    return await calls.perform(
      procedure(
        "com.atproto.repo.deleteRecord",
        [
          "repo": .string(place.repo), "collection": .string(place.collection),
          "rkey": .string(place.key),
        ])
    ) { _ in .done(remote: place.uri) }
  }

  private func call(_ order: ActionOrder, cid: String) -> WireCall {
    let subject: JSONValue = ["uri": .string(order.target.uri), "cid": .string(cid)]
    guard let collection = order.kind.collection else {
      return procedure("app.bsky.bookmark.createBookmark", subject)
    }
    let place = self.place(order, collection)
    return procedure(
      "com.atproto.repo.putRecord",
      [
        "repo": .string(place.repo), "collection": .string(collection), "rkey": .string(place.key),
        "record": [
          "$type": .string(collection), "subject": subject,
          "createdAt": .text(UTCTime.text(order.decidedAt)),
        ],
      ])
  }

  private func procedure(_ name: String, _ input: JSONValue) -> WireCall {
    var call = WireCall(.post, "\(line.server)/xrpc/\(name)")
    call.body = .json(input)
    return call
  }

  private func place(_ order: ActionOrder, _ collection: String) -> RecordPlace {
    let key = RecordKey.tid(of: [line.who, order.target.uri, order.kind.rawValue])
    return RecordPlace(repo: line.who, collection: collection, key: key)
  }

  /// The post as the network shows it to the account; nil where it shows none.
  private func view(_ order: ActionOrder) async -> Result<JSONValue?, ActionCall.Unasked> {
    await calls.ask(BlueskyTimeline.posts([order.target.uri])).map { reply in
      reply.json?["posts"]?.array?.first { $0["uri"]?.string == order.target.uri }
    }
  }

  private func standing(_ kind: ActionKind, in post: JSONValue) -> ActionStanding {
    let viewer = post["viewer"]
    switch kind {
    case .like: return (viewer?["like"]?.string).map { .done(remote: $0) } ?? .notDone
    case .repost: return (viewer?["repost"]?.string).map { .done(remote: $0) } ?? .notDone
    case .bookmark: return viewer?["bookmarked"]?.bool == true ? .done(remote: nil) : .notDone
    }
  }
}

/// Where a record lies.
private struct RecordPlace {
  let repo: String
  let collection: String
  let key: String

  init(repo: String, collection: String, key: String) {
    (self.repo, self.collection, self.key) = (repo, collection, key)
  }

  /// Reads an at-URI of a record; nil for anything else.
  init?(_ uri: String) {
    guard uri.hasPrefix("at://") else { return nil }
    let parts = uri.dropFirst("at://".count).split(separator: "/").map(String.init)
    guard parts.count == 3 else { return nil }
    self.init(repo: parts[0], collection: parts[1], key: parts[2])
  }

  var uri: String { "at://\(repo)/\(collection)/\(key)" }
}

extension ActionKind {
  /// The collection that its records are in; a bookmark is none of the repository.
  fileprivate var collection: String? {
    switch self {
    case .like: "app.bsky.feed.like"
    case .repost: "app.bsky.feed.repost"
    case .bookmark: nil
    }
  }
}
