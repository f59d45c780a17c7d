// What an answer means, as tables: no socket, no database.

import Feed
import Foundation
import HTTP
import Store
import Testing

@testable import Pipeline

struct PullVerdictTests {
  static let now = Date(timeIntervalSince1970: 1_768_896_000)
  static let address = "https://example.org/feed"
  static let feed = Array(Bench.feed(Bench.bread).utf8)

  static func response(
    _ status: Int, _ headers: Headers = [:], body: [UInt8] = [], hops: [Hop] = []
  ) -> Response {
    Response(
      status: status, headers: headers, body: body, url: hops.last?.to ?? address, hops: hops,
      time: .zero, wireBytes: body.count)
  }

  /// A source that was read in full an hour ago.
  static func stored(_ change: (inout StoredSource) -> Void = { _ in }) -> StoredSource {
    var stored = StoredSource(id: 1, source: Source(address: address))
    stored.etag = "\"1\""
    stored.lastModified = "Mon, 19 Jan 2026 10:00:00 GMT"
    stored.validatedBy = address
    stored.bodyHash = PullVerdict.bodyHash(feed)
    stored.wholeAt = now.addingTimeInterval(-3_600)
    stored.pulledAt = stored.wholeAt
    change(&stored)
    return stored
  }

  private func written(_ verdict: PullVerdict) -> PullOutcome? {
    switch verdict {
    case .unchanged(let outcome): outcome
    case .body(let body): body.outcome
    case .failed(let outcome): outcome
    }
  }

  @Test(
    arguments: [
      (401, .login, .source), (403, .forbidden, .source), (404, .notFound, .source),
      (410, .gone, .source), (429, .throttled, .domain), (451, .forbidden, .source),
      (500, .serverError, .source), (502, .serverError, .source), (503, .unavailable, .source),
      (204, .status, .source), (206, .status, .source), (300, .status, .source),
      (418, .status, .source),
    ] as [(Int, PullCause, PullFailure.Scope)])
  func `each status has its cause and its scope`(
    status: Int, cause: PullCause, scope: PullFailure.Scope
  ) throws {
    let verdict = PullVerdict(Self.response(status), to: Self.stored(), at: Self.now)
    guard case .failed(let outcome) = verdict else { return #expect(Bool(false)) }
    #expect(outcome.failure?.cause == cause && outcome.failure?.scope == scope)
    #expect((outcome.nextPullAt == nil) == (cause == .gone))
  }

  @Test(
    arguments: [
      ("Cache-Control", "no-cache", false), ("Cache-Control", "private, No-Store", false),
      ("Cache-Control", "max-age=0, must-revalidate", true),
      ("Cache-Control", "no-cache=\"Set-Cookie\"", true), ("Expires", "0", false),
      ("Expires", "-1", false), ("Expires", "Mon, 19 Jan 2026 10:00:00 GMT", true),
      ("X-Any", "no-cache", true),
    ])
  func `validators of what is old at once are not trusted`(
    name: String, value: String, isKept: Bool
  ) {
    for status in [200, 304] {
      let answer = Self.response(status, [name: value, "ETag": "\"2\""], body: [1])
      let outcome = written(PullVerdict(answer, to: Self.stored(), at: Self.now))
      #expect(outcome?.etag == (isKept ? "\"2\"" : nil))
      #expect(outcome?.failure == nil)
    }
  }

  @Test(
    arguments: [
      ("Tue, 01 Jan 2041 00:00:00 GMT", nil), ("Tue, 20 Jan 2026 08:04:00 GMT", "same"),
      ("Tue, 20 Jan 2026 08:06:00 GMT", nil), ("yesterday, or so", "same"), ("", nil),
    ] as [(String, String?)])
  func `a Last-Modified in the future is ignored alone`(value: String, kept: String?) {
    let answer = Self.response(200, ["Last-Modified": value, "ETag": "W/\"x y\""], body: [1])
    let outcome = written(PullVerdict(answer, to: Self.stored(), at: Self.now))
    #expect(outcome?.lastModified == kept.map { _ in value })
    #expect(outcome?.etag == "W/\"x y\"")
  }

  @Test(
    arguments: [
      (3_600, true), (8 * 86_400 - 1, true), (8 * 86_400, false), (-60, false),
    ] as [(TimeInterval, Bool)])
  func `after eight days without a whole body nothing conditional is asked`(
    age: TimeInterval, isConditional: Bool
  ) {
    let stored = Self.stored { $0.wholeAt = Self.now.addingTimeInterval(-age) }
    #expect(Validators(of: stored, now: Self.now).isEmpty != isConditional)
  }

  @Test func `a 304 keeps what it does not repeat, and takes what it says anew`() throws {
    let answer = Self.response(304, ["Last-Modified": "Tue, 20 Jan 2026 01:00:00 GMT"])
    let outcome = try #require(written(PullVerdict(answer, to: Self.stored(), at: Self.now)))
    #expect(outcome.etag == "\"1\"" && outcome.validatedBy == Self.address)
    #expect(outcome.lastModified == "Tue, 20 Jan 2026 01:00:00 GMT" && outcome.wholeAt == nil)
  }

  @Test func `a 304 from a server that never sent anything is an error`() {
    let verdict = PullVerdict(
      Self.response(304), to: StoredSource(id: 1, source: Source(address: Self.address)),
      at: Self.now)
    #expect(written(verdict)?.failure?.cause == .status)
  }

  @Test func `the same body is unchanged, also after an error, and its new validators are kept`() {
    let stored = Self.stored {
      $0.error = "busy"
      $0.cause = .unavailable
    }
    let answer = Self.response(200, ["ETag": "\"2\""], body: Self.feed)
    guard case .unchanged(let outcome?) = PullVerdict(answer, to: stored, at: Self.now) else {
      return #expect(Bool(false))
    }
    #expect(outcome.etag == "\"2\"" && outcome.lastModified == nil && outcome.wholeAt == Self.now)
  }

  @Test func `a delta is parsed, its validators are kept, and it counts for no whole body`() {
    let answer = Self.response(226, ["ETag": "\"2\"", "IM": "feed"], body: Self.feed)
    guard case .body(let body) = PullVerdict(answer, to: Self.stored(), at: Self.now) else {
      return #expect(Bool(false))
    }
    #expect(body.outcome.etag == "\"2\"")
    #expect(body.outcome.bodyHash == nil && body.outcome.wholeAt == nil)
  }

  @Test(
    arguments: [
      ("120", 120), ("Tue, 20 Jan 2026 09:00:00 GMT", 3_600), ("99999999", 2_678_400),
      ("1e300", 2_678_400), ("soon", nil), ("-5", nil),
    ] as [(String, TimeInterval?)])
  func `Retry-After counts in both forms and for a month at most`(
    value: String, wait: TimeInterval?
  ) {
    for status in [403, 404, 429, 500, 503] {
      let answer = Self.response(status, ["Retry-After": value])
      let failure = written(PullVerdict(answer, to: Self.stored(), at: Self.now))?.failure
      #expect(failure?.wait(from: Self.now) == wait, "\(status)")
    }
  }

  @Test(
    arguments: [
      (403, ["cf-mitigated": "challenge"], "", "Cloudflare"),
      (503, [:], "<html><title>Just a moment...</title>", "Cloudflare"),
      (403, [:], "<html><script src='https://ct.captcha-delivery.com/c.js'>", "DataDome"),
      (403, [:], "<!DOCTYPE html><div id='px-captcha'></div>", "PerimeterX"),
      (403, [:], "<html><div id='sec-if-cpt-container'>", "Akamai"),
      (202, ["x-amzn-waf-action": "challenge"], "", "AWS WAF"),
      (401, [:], "<html><script id=\"anubis_challenge\">", "Anubis"),
    ] as [(Int, Headers, String, String)])
  func `a guard's challenge is named and left alone for long`(
    status: Int, headers: Headers, body: String, guardian: String
  ) throws {
    let answer = Self.response(status, headers, body: Array(body.utf8))
    let outcome = try #require(written(PullVerdict(answer, to: Self.stored(), at: Self.now)))
    let failure = try #require(outcome.failure)
    #expect(failure.cause == .challenge && failure.message.contains(guardian))
    #expect(try #require(failure.wait(from: Self.now)) >= 6 * 3_600)
  }

  @Test(arguments: HTTPError.Code.allCases)
  func `each way to fail has a cause and no effect on what is stored`(code: HTTPError.Code) throws {
    let error = HTTPError(code, "so it is", context: "https://example.org/?key=…")
    let stored = Self.stored { $0.adopted = "https://example.org/new" }
    let outcome = try #require(written(PullVerdict(error, to: stored, at: Self.now)))
    #expect(outcome.failure?.message == "https://example.org/?key=…: so it is")
    #expect(outcome.adopted == stored.adopted && outcome.bodyHash == nil)
    #expect(outcome.failure?.cause.kind != .gone)
  }

  @Test func `an error at the source's own address does not repeat it`() throws {
    let stored = Self.stored()
    let error = HTTPError(.dns, "no address found", context: stored.asked)
    let outcome = try #require(written(PullVerdict(error, to: stored, at: Self.now)))
    #expect(outcome.failure?.message == "no address found")
  }

  @Test(
    arguments: [
      ([], false), ([301], true), ([308, 301], true), ([302], false), ([302, 301], false),
      ([301, 302], true),
    ] as [([Int], Bool)])
  func `only permanent redirects from the start speak for a move`(statuses: [Int], speaks: Bool) {
    let hops = statuses.enumerated().map { index, status in
      Hop(
        status: status, from: "https://example.org/\(index)",
        to: "https://example.org/\(index + 1)")
    }
    let answer = Self.response(200, body: [1], hops: hops)
    let outcome = written(PullVerdict(answer, to: Self.stored(), at: Self.now))
    let permanent = statuses.prefix { $0 != 302 }.count
    #expect(outcome?.move?.target == (speaks ? "https://example.org/\(permanent)" : nil))
  }

  @Test func `an adopted address that is gone is given up for the one of the list`() throws {
    let stored = Self.stored { $0.adopted = "https://example.org/new" }
    let verdict = PullVerdict(Self.response(410), to: stored, at: Self.now)
    let outcome = try #require(written(verdict))
    #expect(outcome.adopted == nil && outcome.nextPullAt != nil)
    #expect(outcome.failure?.cause == .notFound)
  }

  @Test(arguments: [301, 302])
  func `the step to https is believed at once, where it is permanent`(status: Int) throws {
    let http = "http://example.org/feed"
    var stored = StoredSource(id: 1, source: Source(address: http))
    stored.bodyHash = PullVerdict.bodyHash(Self.feed)
    let answer = Self.response(
      200, body: Self.feed, hops: [Hop(status: status, from: http, to: Self.address)])
    let outcome = try #require(written(PullVerdict(answer, to: stored, at: Self.now)))
    #expect(outcome.adopted == (status == 301 ? Self.address : nil) && outcome.move == nil)
  }
}
