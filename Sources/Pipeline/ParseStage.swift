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
}

/// Parses one body into items.
struct ParseStage: Sendable {
  let now: Date

  func parse(_ body: PulledBody, of stored: StoredSource) -> ParsedBody {
    let source = stored.source
    var parsed = ParsedBody(outcome: body.outcome)
    do {
      let document = try FeedParser.parse(body.bytes, url: body.url, headers: body.headers)
      parsed.entries = document.entries.count
      parsed.admitted = Admission(
        now: now, relativeDates: source.relativeDates, policy: stored.identity
      ).items(of: document)
      parsed.outcome.title = document.metadata.title
      if let defect = document.defect ?? body.defect { spoil(&parsed.outcome, defect, source) }
    } catch {
      spoil(&parsed.outcome, "\(error)", source)
    }
    return parsed
  }

  /// Marks the pull as failed.
  ///
  /// A web source forgets its validators, so that the whole body is asked for again.
  private func spoil(_ outcome: inout PullOutcome, _ why: String, _ source: Source) {
    outcome.error = why
    outcome.etag = nil
    outcome.lastModified = nil
    if !source.isFile { outcome.bodyHash = nil }
  }
}
