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

    /// The same, where it was the look itself that was wanted.
    var standing: ActionStanding {
      switch answer.outcome {
      case .refused(.gone, _): .gone
      case .notSent(let why), .throttled(_, let why), .refused(_, let why), .unclear(let why):
        .unclear(why: why)
      case .done, .alreadyDone: .unclear(why: "no answer")
      }
    }
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
    case 403: return .refused(.incapable, why: why)
    case 404, 410: return .refused(.gone, why: why)
    case 408, 500...: return .unclear(why: why)
    default: return .refused(.invalid, why: why)
    }
  }

  /// The names under which X (ends of problem types) and the AT Protocol say no; nil where the status says it.
  private static func named(_ problem: String) -> ActionRefusal? {
    switch problem {
    case "client-forbidden", "MethodNotImplemented", "XRPCNotSupported": .incapable
    case "resource-not-found", "not-authorized-for-resource", "RecordNotFound": .gone
    case "invalid-request", "disallowed-resource", "InvalidRequest": .invalid
    default: nil
    }
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
