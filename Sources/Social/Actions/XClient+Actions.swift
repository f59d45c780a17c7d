// Likes, reposts and bookmarks of X are sets. A like is sent only where the person has tapped it, which the ledger sees to;
// most plans have no likes at all, and say so by 403.

package import Feed
import Formats
import FoundationEssentials
import HTTP
import Service

extension XClient {
  private var calls: ActionCall { ActionCall(line: line, now: now) }

  /// Makes the order's effect true.
  package func perform(_ order: ActionOrder) async -> ActionAnswer {
    if order.effect == .send, order.looks, let answer = await objection(to: order) {
      return answer
    }
    let set = "\(line.server)/2/users/\(PercentEncoding.encoded(line.who))/\(order.kind.set)"
    var call: WireCall
    if order.effect == .send {
      call = WireCall(.post, set)
      call.body = .json(["tweet_id": .string(order.target.uri)])
    } else {
      call = WireCall(.delete, "\(set)/\(PercentEncoding.encoded(order.target.uri))")
    }
    let wanted = order.effect == .send
    return await calls.perform(call) { reply in
      let flag = reply.json?["data"]?[order.kind.flag]?.bool
      if flag == wanted { return .done(remote: order.target.uri) }
      let words = reply.refusal.words
      return flag == nil && words.isEmpty
        ? .unclear(why: "X does not say whether it is \(order.kind.done)")
        : .refused(.invalid, why: words.isEmpty ? "X did not do it" : words)
    }
  }

  /// What ends an order without a call, as far as one post without its author shows it; nil where nothing does.
  private func objection(to order: ActionOrder) async -> ActionAnswer? {
    switch await calls.ask(XTimeline.glance(order.target.uri)) {
    case .failure(let fault):
      switch fault.answer.outcome {
      // Looks and effects are allowed and counted apart there: who may not look may act all the same. What is no more is
      // told by a good answer, and never by a status.
      case .throttled, .refused(.gone, _), .refused(.incapable, _), .refused(.invalid, _):
        return nil
      default: return fault.answer
      }
    case .success(let reply):
      return objection(to: order, reply.json ?? .null).map {
        ActionAnswer($0, status: reply.status)
      }
    }
  }

  private func objection(to order: ActionOrder, _ json: JSONValue) -> ActionOutcome? {
    let posts = json["data"]?.array ?? []
    guard let post = posts.first(where: { $0["id"]?.string == order.target.uri }) else {
      let isOver = (json["errors"]?.array ?? []).contains(where: Self.isEnding)
      return isOver
        ? .left(why: ActionCall.notShown)
        : .notSent(why: "X does not show the post, and does not say why")
    }
    let edits = (post["edit_history_tweet_ids"] ?? post["edit_history_post_ids"])?.array
    // An edited post has an id of its own: it is another post.
    guard let newest = edits?.last?.string, newest != order.target.uri else { return nil }
    return .left(why: "its author has edited it")
  }

  /// Asks whether the effect is there: among the newest of the account's own, where what was just done stands first.
  package func lookUp(_ order: ActionOrder) async -> ActionStanding {
    switch await calls.ask(XTimeline.newest(order.kind, of: line.who)) {
    case .failure(let fault): return fault.standing
    case .success(let reply):
      let posts = reply.json?["data"]?.array ?? []
      let isThere = posts.contains { post in
        order.kind == .repost
          ? Self.passesOn(post, order.target.uri) : post["id"]?.string == order.target.uri
      }
      return isThere ? .done(remote: order.target.uri) : .notDone
    }
  }

  private static func passesOn(_ post: JSONValue, _ id: String) -> Bool {
    let references =
      (post["referenced_tweets"] ?? post["referenced_posts"])?.array ?? []
    return references.contains {
      ["retweeted", "reposted"].contains($0["type"]?.string) && $0["id"]?.string == id
    }
  }
}

extension ActionKind {
  /// The set that X keeps it in.
  fileprivate var set: String {
    switch self {
    case .like: "likes"
    case .repost: "retweets"
    case .bookmark: "bookmarks"
    }
  }

  fileprivate var flag: String {
    switch self {
    case .like: "liked"
    case .repost: "retweeted"
    case .bookmark: "bookmarked"
    }
  }
}
