// Pull: from a source to the bytes that it has now, or to the news that it has none. Works nothing out about them.

import Feed
import Files
import FoundationEssentials
import HTTP
import Store

/// What a pull brought.
enum Pulled: Sendable {
  /// The same bytes as last time; nil when there is nothing to write down either.
  case unchanged(PullOutcome?)
  case body(PulledBody)
  case failed(PullOutcome)
}

/// Bytes to parse, with what is known of them.
struct PulledBody: Sendable {
  var bytes: [UInt8]
  /// The base of relative links.
  var url: String?
  var headers: [(String, String)]
  /// One line when the transfer broke off: what arrived is parsed, and the source counts as failed.
  var defect: String?
  var outcome: PullOutcome
}

/// Pulls one source.
struct PullStage: Sendable {
  /// Raised when parsing changes, so that unchanged bytes are read once more.
  static let generation: UInt8 = 1

  let client: Client
  /// Paths of file sources are relative to it.
  let root: String
  let now: Date

  func pull(_ stored: StoredSource) async throws -> Pulled {
    stored.source.isFile ? readFile(stored) : try await fetch(stored)
  }

  /// What stands for a body: the bytes, and how they are read.
  static func bodyHash(_ bytes: [UInt8]) -> [UInt8] {
    Fingerprint(of: bytes + [generation]).bytes
  }

  private func readFile(_ stored: StoredSource) -> Pulled {
    var outcome = PullOutcome(source: stored.id, at: now)
    let address = stored.source.address
    let path = address.hasPrefix("/") ? address : "\(root)/\(address)"
    do {
      let bytes = try FileBytes.read(path, limit: Limits().body)
      let hash = Self.bodyHash(bytes)
      outcome.bodyHash = hash
      if hash == stored.bodyHash {
        outcome.error = stored.error
        return stored.error == nil ? .unchanged(nil) : .failed(outcome)
      }
      return .body(PulledBody(bytes: bytes, url: nil, headers: [], outcome: outcome))
    } catch {
      outcome.error = "\(error)"
      return .failed(outcome)
    }
  }

  private func fetch(_ stored: StoredSource) async throws -> Pulled {
    var request = Request(.get, stored.source.address, allowPrivate: stored.source.allowPrivate)
    request.headers["Accept"] =
      "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
    if let etag = stored.etag { request.headers["If-None-Match"] = etag }
    if let modified = stored.lastModified { request.headers["If-Modified-Since"] = modified }
    do throws(HTTPError) {
      return answer(try await client.send(request), to: stored, defect: nil)
    } catch {
      if error.code == .cancelled { throw CancellationError() }
      if error.code == .truncated, let response = error.partial {
        return answer(response, to: stored, defect: error.message)
      }
      return failure(error.description, stored, retryAfter: nil)
    }
  }

  private func answer(_ response: Response, to stored: StoredSource, defect: String?) -> Pulled {
    var outcome = PullOutcome(source: stored.id, at: now)
    outcome.nextPullAt = PullPlan.next(now: now, failures: 0, retryAfter: nil)
    outcome.etag = response.headers["ETag"]
    outcome.lastModified = response.headers["Last-Modified"]
    if response.status == 304 {
      // A 304 may repeat only one of the two; what it does not repeat still holds (RFC 9110 §15.4.5).
      outcome.etag = outcome.etag ?? stored.etag
      outcome.lastModified = outcome.lastModified ?? stored.lastModified
      return .unchanged(outcome)
    }
    guard response.status == 200 else {
      let asked = PullPlan.retryAfter(response.headers["Retry-After"], now: now)
      return failure("the server answered \(response.status)", stored, retryAfter: asked)
    }
    let hash = Self.bodyHash(response.body)
    guard defect == nil else { return .body(body(response, outcome, defect: defect)) }
    if hash == stored.bodyHash, stored.error == nil { return .unchanged(outcome) }
    outcome.bodyHash = hash
    return .body(body(response, outcome, defect: nil))
  }

  private func body(_ response: Response, _ outcome: PullOutcome, defect: String?) -> PulledBody {
    PulledBody(
      bytes: response.body, url: response.url,
      headers: response.headers.map { ($0.name, $0.value) }, defect: defect, outcome: outcome)
  }

  private func failure(
    _ why: String, _ stored: StoredSource, retryAfter: TimeInterval?
  ) -> Pulled {
    var outcome = PullOutcome(source: stored.id, at: now)
    outcome.error = why
    outcome.nextPullAt = PullPlan.next(
      now: now, failures: stored.failures + 1, retryAfter: retryAfter)
    return .failed(outcome)
  }
}
