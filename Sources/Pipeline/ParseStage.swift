// Parse and admit: from bytes to items in the store, or to a named cause. What a broken document still holds is kept.

import Feed
import Formats
import FoundationEssentials
import Store

/// What a body became.
struct ParsedBody: Sendable {
  var entries = 0
  var admitted = AdmittedItems()
  var outcome: PullOutcome
  /// Of a timeline: what its entries are on their network.
  var posts: TimelinePosts?
}

/// Parses one body into items.
struct ParseStage: Sendable {
  let now: Date

  func parse(_ body: PulledBody, of stored: StoredSource) -> ParsedBody {
    var parsed = ParsedBody(outcome: body.outcome)
    do {
      let document = try FeedParser.parse(body.bytes, url: body.url, headers: body.headers)
      parsed.entries = document.entries.count
      parsed.admitted = Admission(
        now: now, relativeDates: stored.source.relativeDates, policy: stored.identity
      ).items(of: document)
      parsed.outcome.title = document.metadata.title
      if document.defect == nil { parsed.outcome.hear(document) }
      let defect = body.defect ?? document.defect.map { PullFailure(.brokenFeed, $0) }
      if let defect { spoil(&parsed.outcome, defect, stored) }
    } catch {
      spoil(&parsed.outcome, body.defect ?? failure(of: error), stored)
    }
    return parsed
  }

  /// Marks the pull as failed; the validators of the last good body stay.
  ///
  /// The hash of a document that breaks off is kept although it came whole: it may have been cut before it was sent, so it
  /// is asked for again, but where the same bytes come again that is how the feed is.
  private func spoil(_ outcome: inout PullOutcome, _ failure: PullFailure, _ stored: StoredSource) {
    let hash = outcome.bodyHash
    outcome.fail(failure, of: stored)
    if stored.source.isFile { outcome.nextPullAt = nil }
    if stored.source.isFile || failure.cause == .brokenFeed { outcome.bodyHash = hash }
  }

  /// What an unreadable body means for its source.
  func failure(of error: FormatError) -> PullFailure {
    let later = now.addingTimeInterval(AnswerCause.longWait)
    return switch error.code {
    case .empty: PullFailure(.empty, error.message)
    case .notAFeed: PullFailure(.notAFeed, error.message)
    case .page: PullFailure(.page, error.message)
    case .challenge: PullFailure(.challenge, error.message, notBefore: later)
    case .login: PullFailure(.login, error.message, notBefore: later)
    case .cutOff: PullFailure(.brokenFeed, error.message)
    case .tooLarge: PullFailure(.tooLarge, error.message)
    case .refused: PullFailure(.forbidden, error.message)
    }
  }
}
