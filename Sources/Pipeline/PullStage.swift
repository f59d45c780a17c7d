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
  /// Domains that asked for patience; nil where nobody knows of any.
  var hosts: HostLedger?

  /// Pulls, and keeps no place.
  func pull(_ stored: StoredSource) async throws -> PullVerdict {
    try await pull(stored) { verdict, _ in verdict }
  }

  /// Pulls, and hands the verdict on with the domain that answered.
  ///
  /// A request keeps its place until `use` is done. `behind` is how many of the same domain come after it.
  func pull<Value>(
    _ stored: StoredSource, behind: Int = 0,
    then use: (PullVerdict, RegistrableDomain?) async throws -> Value
  ) async throws -> Value {
    if stored.source.isFile { return try await use(readFile(stored), nil) }
    return try await client.send(
      request(for: stored, behind: behind), resting: { hosts?.pause(of: $0) != nil }
    ) { result in
      switch result {
      case .success(let response):
        return try await use(
          PullVerdict(response, to: stored, at: now), RegistrableDomain(address: response.url))
      case .failure(let error):
        if error.code == .cancelled { throw CancellationError() }
        let domain = error.partial.flatMap { RegistrableDomain(address: $0.url) }
        return try await use(PullVerdict(error, to: stored, at: now), domain)
      }
    }
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

  /// Asks for a feed, or for what is new in it (RFC 3229 with `feed`), if anything changed.
  private func request(for stored: StoredSource, behind: Int) -> Request {
    var request = Request(
      .get, stored.asked, allowPrivate: stored.source.allowPrivate, validated: stored.validatedBy)
    request.expectsText = true
    request.behind = behind
    request.headers["Accept"] =
      "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
    request.headers["A-IM"] = "feed"
    let validators = Validators(of: stored, now: now)
    if let etag = validators.etag { request.headers["If-None-Match"] = etag }
    if let modified = validators.lastModified { request.headers["If-Modified-Since"] = modified }
    return request
  }
}
