// Pictures of what feeds bring, fetched by us, so that their servers see neither the person's address nor what was read
// when. Off where the person has not asked for it. Only addresses that a page of ours showed are fetched: each carries
// its proof.

private import Crypto
import Digest

private import HTTP
private import Workspace

/// Where pictures come from.
package struct ImagePages: Sendable {
  private static let bytesMax = 10 << 20
  /// Several of one server at once, as a browser would.
  private static let lane = Lane(atOnce: 4, gap: .zero)

  private let ground: WebGround
  private let allowPrivate: Bool

  /// Private servers are asked for a test alone.
  package init(_ ground: WebGround, allowPrivate: Bool = false) {
    self.ground = ground
    self.allowPrivate = allowPrivate
  }

  package var routes: [Route] {
    [Route("GET", "/images/{proof}/{address}") { try await image($0) }]
  }

  /// Gives the path of ours at which a picture of elsewhere is shown.
  static func path(of address: String, _ key: LinkKey) -> String {
    "/images/\(key.image(address))/\(Base64Text.url(Array(address.utf8)))"
  }

  private func image(_ visit: Visit) async throws -> ServerResponse {
    guard ground.settings.web.images == .proxied, let client = ground.client,
      let bytes = Base64Text.bytes(url: visit.values["address"] ?? "")
    else { throw Self.missing }
    let address = String(decoding: bytes, as: UTF8.self)
    let key = try await ground.linkKey()
    guard key.isGood(visit.values["proof"] ?? "", key.image(address)) else { throw Self.missing }
    let body = try await fetch(address, client)
    guard let type = ImageKind.type(of: body) else { throw Self.missing }
    return ServerResponse(
      status: 200,
      headers: [
        "Content-Type": type, "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, max-age=604800, immutable",
      ], body: body)
  }

  private func fetch(_ address: String, _ client: Client) async throws -> [UInt8] {
    var limits = Limits()
    limits.total = .seconds(20)
    limits.body = Self.bytesMax
    var request = Request(
      .get, address, headers: ["Accept": "image/avif,image/webp,image/png,image/jpeg,image/gif"],
      limits: limits, allowPrivate: allowPrivate)
    request.lane = Self.lane
    let response: Response
    do throws(HTTPError) { response = try await client.send(request) } catch { throw Self.missing }
    guard response.status == 200 else { throw Self.missing }
    return response.body
  }

  private static let missing = Refusal(.notFound, "there is no such picture")
}
