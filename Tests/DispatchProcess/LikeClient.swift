// A client of the tests' own network, as the real ones are: what happened is read from the answer, and from how far the
// call came where there is none.

import Feed
import Foundation
import HTTP
import Pipeline
import Service

/// Likes on a ``LikeServer``.
struct LikeClient: ActionTransport {
  private let client = Client(Client.Settings(userAgent: "Gleaner/0"))
  private let address: String

  init(_ address: String) { self.address = address }

  func perform(_ order: ActionOrder) async -> ActionAnswer {
    do throws(HTTPError) {
      return Self.answer(
        try await send(order.effect == .send ? .post : .delete, order))
    } catch {
      return ActionAnswer(
        error.isUnsent ? .notSent(why: error.message) : .unclear(why: error.message))
    }
  }

  func lookUp(_ order: ActionOrder) async -> ActionStanding {
    do throws(HTTPError) {
      let response = try await send(.get, order)
      if response.status == 404 { return .gone }
      let body = try? JSONValue(parsing: response.body)
      guard let isLiked = body?["liked"]?.bool else { return .unclear(why: "no answer") }
      return isLiked ? .done(remote: "like-1") : .notDone
    } catch {
      return .unclear(why: error.message)
    }
  }

  private func send(_ method: HTTP.Method, _ order: ActionOrder) async throws(HTTPError) -> Response
  {
    var limits = Limits()
    limits.total = .milliseconds(350)
    limits.firstByte = .milliseconds(350)
    limits.redirects = 0
    let name = order.target.uri.split(separator: "/").last.map(String.init) ?? ""
    return try await client.send(
      Request(method, "\(address)likes/\(name)", limits: limits, allowPrivate: true))
  }

  private static func answer(_ response: Response) -> ActionAnswer {
    let outcome: ActionOutcome =
      switch response.status {
      case 200..<300: .done(remote: "like-1")
      case 401: .refused(.signedOut, why: "the token is invalid")
      case 403: .refused(.incapable, why: "not on this plan")
      case 404: .refused(.gone, why: "not found")
      case 429: .throttled(until: nil, why: "too many")
      case 500...: .unclear(why: "status \(response.status)")
      default: .refused(.invalid, why: "status \(response.status)")
      }
    return ActionAnswer(outcome, status: response.status)
  }
}
