// Pull: from a source to the bytes that it has now, or to the news that it has none. Asks politely and works nothing out
// about the answer, which is ``PullVerdict``'s part.

import Feed
import Files
import FoundationEssentials
import HTTP
import Store

/// Pulls one source.
struct PullStage: Sendable {
  let client: Client
  /// Paths of file sources are relative to it.
  let root: String
  let now: Date

  func pull(_ stored: StoredSource) async throws -> PullVerdict {
    stored.source.isFile ? readFile(stored) : try await fetch(stored)
  }

  private func readFile(_ stored: StoredSource) -> PullVerdict {
    var outcome = PullOutcome(of: stored, at: now)
    let address = stored.source.address
    let path = address.hasPrefix("/") ? address : "\(root)/\(address)"
    do {
      let bytes = try FileBytes.read(path, limit: Limits().body)
      let hash = PullVerdict.bodyHash(bytes)
      outcome.bodyHash = hash
      if hash == stored.bodyHash {
        guard let error = stored.error else { return .unchanged(nil) }
        outcome.failure = PullFailure(stored.cause ?? .file, error)
        return .failed(outcome)
      }
      return .body(PulledBody(bytes: bytes, url: nil, headers: [], outcome: outcome))
    } catch {
      outcome.failure = PullFailure(.file, "\(error)")
      return .failed(outcome)
    }
  }

  private func fetch(_ stored: StoredSource) async throws -> PullVerdict {
    do throws(HTTPError) {
      return PullVerdict(try await client.send(request(for: stored)), to: stored, at: now)
    } catch {
      if error.code == .cancelled { throw CancellationError() }
      return PullVerdict(error, to: stored, at: now)
    }
  }

  /// Asks for a feed, or for what is new in it (RFC 3229 with `feed`), if anything changed.
  private func request(for stored: StoredSource) -> Request {
    var request = Request(
      .get, stored.asked, allowPrivate: stored.source.allowPrivate, validated: stored.validatedBy)
    request.headers["Accept"] =
      "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
    request.headers["A-IM"] = "feed"
    let validators = Validators(of: stored, now: now)
    if let etag = validators.etag { request.headers["If-None-Match"] = etag }
    if let modified = validators.lastModified { request.headers["If-Modified-Since"] = modified }
    return request
  }
}
