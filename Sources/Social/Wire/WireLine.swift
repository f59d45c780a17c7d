// How calls go out: within limits of size and time, to public addresses alone unless the account says otherwise, without
// following anybody who redirects a secret.

package import HTTP
import Service

/// Sends calls to networks.
package struct WireLine: Sendable {
  private static let lane = Lane(atOnce: 4, gap: .zero)

  private let client: Client
  private let allowPrivate: Bool

  /// `allowPrivate` is the account's own setting; plain http goes to private addresses alone.
  package init(_ client: Client, allowPrivate: Bool) {
    self.client = client
    self.allowPrivate = allowPrivate
  }

  /// The network's answer, whatever its status; throws ``SocialError`` where there is none.
  package func send(_ call: WireCall) async throws -> WireReply {
    let host = (try? URLReference(call.address))?.authorityShown ?? "the network"
    do throws(HTTPError) {
      let response = try await client.send(request(call))
      return WireReply(response, from: host, mask: call.mask)
    } catch {
      if error.code == .cancelled { throw CancellationError() }
      throw SocialError(error, at: host, call.mask)
    }
  }

  /// The same for a call whose answer holds new tokens: who is stopped meanwhile waits for it, within the limits of the
  /// call, since a token that nobody knows of cannot be ended.
  func sendToTheEnd(_ call: WireCall) async throws -> WireReply {
    try Task.checkCancellation()
    return try await Task { try await send(call) }.value
  }

  private func request(_ call: WireCall) -> Request {
    var headers: Headers = ["Accept": "application/json"]
    if let content = call.content { headers.add("Content-Type", content.type) }
    if let authorization = call.authorization { headers.add("Authorization", authorization) }
    var limits = Limits()
    limits.firstByte = .seconds(20)
    limits.total = .seconds(30)
    limits.body = call.bytesMax
    limits.redirects = call.redirects
    var request = Request(
      call.method, call.url, headers: headers, body: call.content?.bytes ?? [], limits: limits,
      allowPrivate: allowPrivate)
    request.requiresPrivate = call.address.lowercased().hasPrefix("http:")
    request.lane = Self.lane
    return request
  }
}

extension URLReference {
  /// The host, with its port where that is not the usual one.
  fileprivate var authorityShown: String {
    port == (scheme == "https" ? 443 : 80) ? host : authority
  }
}
