// What all suites here share: a client that names itself, and requests to the loopback.

import HTTP

func client(perHost: Int = 16) -> Client {
  var settings = Client.Settings(userAgent: "Gleaner/0 (+https://gleaner.example/)")
  settings.lane = Lane(atOnce: perHost, gap: .zero)
  return Client(settings)
}

/// Fetches from a loopback server with a client of its own.
func fetch(
  _ url: String, _ change: (inout Request) -> Void = { _ in }
) async throws(HTTPError) -> Response {
  var request = Request(.get, url, allowPrivate: true)
  change(&request)
  return try await client().send(request)
}

/// The error a fetch ends with, or nil if it brings an answer.
func failure(
  _ url: String, _ change: (inout Request) -> Void = { _ in }
) async -> HTTPError? {
  do throws(HTTPError) {
    _ = try await fetch(url, change)
    return nil
  } catch {
    return error
  }
}
