// One call of an action, and what its answer means. The question is always the same: may it have happened? What a network
// has refused, and what never left, has not; all else has to be looked at.

import Feed
import Formats
import FoundationEssentials
import HTTP
import Service

/// Sends the calls of actions.
struct ActionCall: Sendable {
  /// Until when nothing is sent where the month is used up.
  private static let cappedRest = 86_400.0

  let line: AccountLine
  let now: @Sendable () -> Date

  /// What came of a call: an answer, or why there is none.
  enum Reply {
    case answer(WireReply)
    case none(ActionOutcome)
  }

  func send(_ call: WireCall) async -> Reply {
    do {
      return .answer(try await line.send(call))
    } catch let error as SocialError {
      return .none(Self.outcome(of: error))
    } catch {
      // Stopped while it was on its way, or by whoever keeps the tokens: nobody knows.
      return .none(.unclear(why: "it was interrupted"))
    }
  }

  /// Sends a call that changes something, and reads what it answers.
  func perform(
    _ call: WireCall, reading: (WireReply) -> ActionOutcome
  ) async -> ActionAnswer {
    switch await send(call) {
    case .none(let outcome): ActionAnswer(outcome)
    case .answer(let reply): answer(reply, reply.isGood ? reading(reply) : refusal(reply))
    }
  }

  /// Asks before anything is sent; what goes wrong here has changed nothing.
  func ask(_ request: TimelineRequest) async -> Result<WireReply, Unasked> {
    var call = WireCall(.get, line.server + request.path)
    call.query = request.query.map { WireCall.Field($0.name, $0.value) }
    switch await send(call) {
    case .answer(let reply) where reply.isGood: return .success(reply)
    case .answer(let reply):
      return .failure(Unasked(answer: answer(reply, harmless(refusal(reply)))))
    case .none(let outcome): return .failure(Unasked(answer: ActionAnswer(harmless(outcome))))
    }
  }

  /// A question that was not answered well.
  struct Unasked: Error {
    let answer: ActionAnswer

    /// The same, where a post that is gone only means that nothing is to be sent.
    var beforehand: Unasked {
      guard case .refused(.gone, _) = answer.outcome else { return self }
      return Unasked(
        answer: ActionAnswer(
          .left(why: ActionCall.notShown), status: answer.status, remaining: answer.remaining,
          reset: answer.reset))
    }

    /// The same, where it was the look itself that was wanted.
    var standing: ActionStanding {
      switch answer.outcome {
      case .refused(.gone, _): .gone
      case .notSent(let why), .throttled(_, let why), .refused(_, let why), .unclear(let why):
        .unclear(why: why)
      case .done, .alreadyDone, .changed: .unclear(why: "no answer")
      case .left(let why): .unclear(why: why)
      }
    }
  }

  /// Looks at the post of an order, right before something is sent; fails with what ends the order without a call.
  ///
  /// Where the network says that this look was the last call for now, the one that it was for has to wait.
  func look(_ request: TimelineRequest, for order: ActionOrder) async -> Result<PostSight, Unasked>
  {
    switch await ask(request) {
    case .failure(let fault): return .failure(fault.beforehand)
    case .success(let reply):
      do throws(FormatError) {
        let entries = try reply.posts(from: order.target.network).entries
        guard let entry = entries.first else {
          return .failure(Unasked(answer: ActionAnswer(.left(why: Self.notShown))))
        }
        let sight = PostSight(entry, on: order.target.network)
        if let objection = sight.objection(to: order) {
          return .failure(Unasked(answer: answer(reply, objection)))
        }
        if let wait = rest(after: reply) { return .failure(wait) }
        return .success(sight)
      } catch {
        let why = "what the network shows of the post makes no sense: \(error.message)"
        return .failure(Unasked(answer: ActionAnswer(.notSent(why: why))))
      }
    }
  }

  /// What is said of a post that the network does not show.
  static let notShown = "the post is no more, or not for this account"

  private func rest(after reply: WireReply) -> Unasked? {
    guard let limit = reply.rateLimit(now: now()), limit.remaining == 0 else { return nil }
    let why = "the network's limit is used up"
    return Unasked(answer: answer(reply, .throttled(until: end(of: reply), why: why)))
  }

  /// Reading changes nothing, so what is unclear about it was not sent.
  private func harmless(_ outcome: ActionOutcome) -> ActionOutcome {
    if case .unclear(let why) = outcome { .notSent(why: why) } else { outcome }
  }

  private func answer(_ reply: WireReply, _ outcome: ActionOutcome) -> ActionAnswer {
    let limit = reply.rateLimit(now: now())
    return ActionAnswer(
      outcome, status: reply.status, remaining: limit?.remaining, reset: limit?.reset)
  }

  /// What a bad answer means.
  private func refusal(_ reply: WireReply) -> ActionOutcome {
    let error = reply.error
    let why = error.description
    if error.code == .signIn { return .refused(.signedOut, why: why) }
    if let named = Self.named(reply.problem ?? reply.refusal.name) {
      return .refused(named, why: why)
    }
    switch reply.status {
    case 420, 429: return .throttled(until: end(of: reply), why: why)
    case 403: return .refused(isOfTheAccount(reply) ? .incapable : .invalid, why: why)
    case 404, 410: return .refused(.gone, why: why)
    case 408, 500...: return .unclear(why: why)
    default: return .refused(.invalid, why: why)
    }
  }

  /// The names under which X (ends of problem types) and the AT Protocol say no; nil where the status says it.
  private static func named(_ problem: String) -> ActionRefusal? {
    switch problem {
    case "client-forbidden", "oauth1-permissions", "unsupported-authentication",
      "MethodNotImplemented", "XRPCNotSupported", "insufficient_scope":
      .incapable
    case "resource-not-found", "not-authorized-for-resource", "RecordNotFound": .gone
    case "invalid-request", "disallowed-resource", "InvalidRequest": .invalid
    default: nil
    }
  }

  /// What a refusal says where it is about the account or its tokens, and not about the one post: Mastodon's scopes and
  /// states of a login (docs.joinmastodon.org/methods/oauth, …/methods/accounts), and the scopes of Pleroma.
  private static let accountWords = [
    "outside the authorized scopes", "insufficient permissions", "your login is ",
    "your account requires",
  ]
  /// The same in numbers of X's older errors: suspended, a client that may not, locked, too low a plan.
  private static let accountCodes = [64, 87, 261, 326, 453]

  private func isOfTheAccount(_ reply: WireReply) -> Bool {
    let words = reply.refusal.words.lowercased()
    let codes = (reply.json?["errors"]?.array ?? []).compactMap { $0["code"]?.int }
    return Self.accountWords.contains { words.contains($0) }
      || codes.contains { Self.accountCodes.contains($0) }
  }

  private func end(of reply: WireReply) -> Date? {
    if reply.isCapped { return now().addingTimeInterval(Self.cappedRest) }
    let asked = reply.retryAfter(now: now()) ?? reply.rateLimit(now: now())?.reset
    return asked.map { max($0, now().addingTimeInterval(60)) }
  }

  private static func outcome(of error: SocialError) -> ActionOutcome {
    let why = error.description
    switch error.code {
    // Whoever keeps the tokens has tried new ones too.
    case .signIn: return .refused(.signedOut, why: why)
    case .throttled: return .throttled(until: nil, why: why)
    default: return error.wasSent ? .unclear(why: why) : .notSent(why: why)
    }
  }
}
