// What an answer means for a source. Pure: the answer, what is stored of the source and the time give the verdict, so
// every rule of good manners is a row in a table of tests; the stage beside it only sends.

package import Feed
import Formats
package import FoundationEssentials
package import HTTP
package import Store

/// What a pull brought.
package enum PullVerdict: Sendable {
  /// The same bytes as last time; nil when there is nothing to write down either.
  case unchanged(PullOutcome?)
  case body(PulledBody)
  /// The outcome says why.
  case failed(PullOutcome)
}

/// Bytes to parse, with what is known of them.
package struct PulledBody: Sendable {
  package var bytes: [UInt8]
  /// The base of relative links.
  package var url: String?
  package var headers: [(String, String)]
  /// Set when the transfer broke off: what arrived is parsed, and the source counts as failed.
  package var defect: PullFailure?
  package var outcome: PullOutcome
}

extension PullVerdict {
  /// Raised when parsing changes, so that unchanged bytes are read once more.
  static let generation: UInt8 = 2
  /// After so long a whole body is asked for, whatever the server says of changes: some say 304 for ever.
  static let longestTrust: TimeInterval = 8 * 86_400

  /// What stands for a body: the bytes, and how they are read.
  static func bodyHash(_ bytes: [UInt8]) -> [UInt8] {
    Fingerprint(of: bytes + [generation]).bytes
  }

  /// Judges an answer; `defect` is set when only a part of its body came.
  package init(
    _ response: Response, to stored: StoredSource, at now: Date, defect: PullFailure? = nil
  ) {
    switch response.status {
    case 304: self = Self.notModified(response, stored, now)
    case 200, 203, 226: self = Self.content(response, stored, now, defect)
    default:
      var outcome = PullOutcome(of: stored, at: now)
      outcome.hear(response)
      outcome.fail(AnswerCause.failure(of: response, now: now), of: stored)
      self = .failed(outcome)
    }
  }

  /// Judges a pull without a whole answer: the complete items of what came are kept.
  package init(_ error: HTTPError, to stored: StoredSource, at now: Date) {
    let failure = TransferCause.failure(of: error, from: stored.asked)
    if TransferCause.isCut(error), let partial = error.partial, !partial.body.isEmpty,
      [200, 203, 226].contains(partial.status)
    {
      self.init(partial, to: stored, at: now, defect: failure)
    } else {
      self = .failed(PullOutcome(failure, of: stored, at: now))
    }
  }

  private static func notModified(
    _ response: Response, _ stored: StoredSource, _ now: Date
  ) -> PullVerdict {
    guard stored.bodyHash != nil else {
      let failure = PullFailure(
        .status, "the server says that nothing changed (304), but never sent anything")
      return .failed(PullOutcome(failure, of: stored, at: now))
    }
    var outcome = PullOutcome(of: response, to: stored, at: now)
    // A 304 may repeat only one of the two; what it does not repeat still holds (RFC 9110 §15.4.5).
    if Validators.areTrusted(response.headers) {
      outcome.etag = outcome.etag ?? stored.etag
      outcome.lastModified = outcome.lastModified ?? stored.lastModified
      outcome.validatedBy = outcome.validatedBy ?? stored.validatedBy
    }
    // Asked for the whole, it says 304 all the same: that is its last word for the next eight days.
    if Validators(of: stored, now: now).isEmpty { outcome.wholeAt = now }
    outcome.settleMove(from: stored, now: now)
    return .unchanged(outcome)
  }

  private static func content(
    _ response: Response, _ stored: StoredSource, _ now: Date, _ defect: PullFailure?
  ) -> PullVerdict {
    var outcome = PullOutcome(of: response, to: stored, at: now)
    let isWhole = response.status != 226 && defect == nil
    if isWhole {
      let hash = bodyHash(response.body)
      outcome.wholeAt = now
      if hash == stored.bodyHash {
        // The first time behind a redirect, the body before is from before it.
        if outcome.move?.seen == 1 { outcome.move?.isSame = true }
        outcome.settleMove(from: stored, now: now)
        return .unchanged(outcome)
      }
      outcome.bodyHash = hash
    }
    return .body(
      PulledBody(
        bytes: response.body, url: response.url,
        headers: response.headers.map { ($0.name, $0.value) }, defect: defect, outcome: outcome))
  }
}

extension PullOutcome {
  /// The outcome of a failed pull.
  init(_ failure: PullFailure, of stored: StoredSource, at now: Date) {
    self.init(of: stored, at: now)
    fail(failure, of: stored)
  }

  /// The outcome of a good answer, with what is to be remembered of its head.
  init(of response: Response, to stored: StoredSource, at now: Date) {
    self.init(of: stored, at: now)
    hear(response)
    planNext()
    let validators = Validators(of: response, now: now)
    etag = validators.etag
    lastModified = validators.lastModified
    validatedBy = validators.isEmpty ? nil : response.url
    move = Move.after(stored.move, target: response.permanentTarget, now: now)
  }

  /// Turns it into a failure; a source that is gone has no next pull.
  mutating func fail(_ failure: PullFailure, of stored: StoredSource) {
    self.failure = failure
    bodyHash = nil
    move = stored.move
    adopted = stored.adopted
    planNext(streak: stored.failures + 1)
    if stored.adopted != nil, failure.cause == .gone || stored.failures + 1 >= Self.patience {
      giveUpAdopted(failure)
    } else if failure.cause == .gone {
      nextPullAt = nil
    }
  }

  /// An adopted address that is gone, or fails for days, is given up for the one that the person wrote.
  private mutating func giveUpAdopted(_ failure: PullFailure) {
    adopted = nil
    guard failure.cause == .gone else { return }
    self.failure = PullFailure(
      .notFound, "it had moved, and there it is gone (410); the address of your list is asked next")
  }

  /// Failures in a row after which an adopted address is doubted.
  private static let patience = 8

  /// Believes a move that is ripe.
  mutating func settleMove(from stored: StoredSource, now: Date) {
    guard let move, move.isRipe(from: stored.asked, now: now) else { return }
    adopted = move.target == stored.source.address ? nil : move.target
    self.move = nil
  }
}

extension Response {
  /// Where permanent redirects lead from the address that was asked; nil where the first is not permanent.
  var permanentTarget: String? {
    hops.prefix { $0.status == 301 || $0.status == 308 }.last?.to
  }
}
