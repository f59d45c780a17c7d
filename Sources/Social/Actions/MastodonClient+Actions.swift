// Favourites, boosts and bookmarks of Mastodon. They are sets: the same call twice is one favourite, and a boost that is
// there is given back. Taking back is worked off later, so a look right after it may still show what was.

package import Feed
import Formats
import FoundationEssentials
import HTTP
import Service

extension MastodonClient {
  private var calls: ActionCall { ActionCall(line: line, now: now) }

  /// Makes the order's effect true.
  package func perform(_ order: ActionOrder) async -> ActionAnswer {
    switch order.effect == .send && order.looks ? await look(order) : await id(of: order) {
    case .failure(let fault): return fault.answer
    case .success(let id):
      let verb = order.kind.verb(order.effect)
      let call = WireCall(
        .post, "\(line.server)/api/v1/statuses/\(PercentEncoding.encoded(id))/\(verb)")
      let answer = await calls.perform(call) { reply in
        // A boost is a status of its own; what it is taken back by is the original.
        .done(remote: reply.json?["id"]?.string)
      }
      return answer.status == 422 ? await repeated(answer, order) : answer
    }
  }

  /// Some servers refuse what is so already instead of saying yes once more: snac does, of bookmarks.
  private func repeated(_ answer: ActionAnswer, _ order: ActionOrder) async -> ActionAnswer {
    let outcome: ActionOutcome? =
      switch (await lookUp(order), order.effect) {
      case (.done(let remote), .send): .alreadyDone(remote: remote)
      case (.notDone, .undo): .alreadyDone(remote: nil)
      default: nil
      }
    return outcome.map { ActionAnswer($0, status: answer.status) } ?? answer
  }

  /// Asks whether the effect is there.
  package func lookUp(_ order: ActionOrder) async -> ActionStanding {
    switch await id(of: order) {
    case .failure(let fault): return fault.standing
    case .success(let id):
      switch await calls.ask(MastodonTimeline.status(id: id)) {
      case .failure(let fault): return fault.standing
      case .success(let reply):
        guard let flag = reply.json?[order.kind.flag]?.bool else {
          return .unclear(why: "the server does not say whether it is \(order.kind.done)")
        }
        return flag ? .done(remote: reply.json?["id"]?.string) : .notDone
      }
    }
  }

  /// What the account's server calls the post, where nothing speaks against sending.
  private func look(_ order: ActionOrder) async -> Result<String, ActionCall.Unasked> {
    let known = order.reference
    let request =
      known.isEmpty
      ? MastodonTimeline.search(uri: order.target.uri) : MastodonTimeline.status(id: known)
    return await calls.look(request, for: order).map { known.isEmpty ? $0.reference : known }
  }

  /// What the account's server calls the post: known since the pull, or found by its name.
  private func id(of order: ActionOrder) async -> Result<String, ActionCall.Unasked> {
    guard order.reference.isEmpty else { return .success(order.reference) }
    switch await calls.ask(MastodonTimeline.search(uri: order.target.uri)) {
    case .failure(let fault): return .failure(fault)
    case .success(let reply):
      if let id = reply.json?["statuses"]?.array?.first?["id"]?.string { return .success(id) }
      let why = "\(line.server) does not know the post"
      return .failure(ActionCall.Unasked(answer: ActionAnswer(.refused(.gone, why: why))))
    }
  }
}

extension ActionKind {
  /// What Mastodon calls it.
  fileprivate func verb(_ effect: ActionEffect) -> String {
    let verb =
      switch self {
      case .like: "favourite"
      case .repost: "reblog"
      case .bookmark: "bookmark"
      }
    return effect == .undo ? "un\(verb)" : verb
  }

  /// Where a status says it.
  fileprivate var flag: String {
    switch self {
    case .like: "favourited"
    case .repost: "reblogged"
    case .bookmark: "bookmarked"
    }
  }
}
