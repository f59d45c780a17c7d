// What one leg brought, before it is known whether it is the last.

/// The answer to one leg.
struct Exchange: Sendable {
  var status: Int
  var headers: Headers
  var body: [UInt8]
  var time: Duration
  var wireBytes: Int

  /// The answer as a caller sees it.
  func response(url: String, hops: [Hop], before: Duration) -> Response {
    Response(
      status: status, headers: headers, body: body, url: url, hops: hops, time: before + time,
      wireBytes: wireBytes)
  }
}

/// A leg that failed: the error without partial answer, and the partial answer if there is one.
struct LegFailure: Error, Sendable {
  let error: HTTPError
  let partial: Exchange?
}
