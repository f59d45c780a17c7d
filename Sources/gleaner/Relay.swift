// A server has a port before its pages can know it.

import HTTP
import Synchronization
import Web

/// Passes requests on to the site, once there is one.
final class Relay: Sendable {
  private let site = Mutex<Site?>(nil)

  func connect(_ site: Site) { self.site.withLock { $0 = site } }

  func tooLarge(_ target: String, _ most: Int) -> ServerResponse {
    site.withLock { $0 }?.tooLarge(target, limit: most) ?? .text(413, "too large")
  }

  func answer(_ request: ServerRequest) async -> ServerResponse {
    guard let site = site.withLock({ $0 }) else { return .text(503, "not ready yet") }
    return await site.answer(request)
  }
}
