// From a handle to the server that holds its account: handle → DID → document → server, and back again, since anybody may
// claim a handle in a document of theirs (atproto.com, "Handle" and "DID").

import Foundation
import HTTP
import Service

/// Where an account of the AT Protocol lives.
struct BlueskyIdentity: Sendable, Hashable {
  let did: String
  /// The address of its server, without a slash at its end.
  let server: String

  /// Bluesky's own server, which knows where the others are.
  static let entryway = "https://bsky.social"

  /// Finds the account of a handle; `place.server` stands for the entryway.
  static func find(_ handle: String, _ place: SignInPlace) async throws -> BlueskyIdentity {
    let did = try await did(of: handle, place)
    let document = try await document(of: did, place)
    let names = document["alsoKnownAs"]?.array?.compactMap(\.string) ?? []
    guard names.contains(where: { $0.lowercased() == "at://\(handle)" }) else {
      throw SocialError(
        .refused, "the account that it leads to (\(did)) does not call itself so; check the handle",
        context: handle)
    }
    let services = document["service"]?.array ?? []
    let server = services.first {
      $0["id"]?.string?.hasSuffix("#atproto_pds") == true
        && $0["type"]?.string == "AtprotoPersonalDataServer"
    }?["serviceEndpoint"]?.string
    guard let server, let url = try? URLReference(server), url.query == nil, url.path == "/" else {
      throw SocialError(.server, "its document names no server", context: handle)
    }
    return BlueskyIdentity(did: did, server: String(url.text.dropLast()))
  }

  private static func did(of handle: String, _ place: SignInPlace) async throws -> String {
    var call = WireCall(
      .get, (place.server ?? entryway) + "/xrpc/com.atproto.identity.resolveHandle")
    call.query = [WireCall.Field("handle", handle)]
    let reply = try await place.line.send(call)
    if reply.status == 400 {
      throw SocialError(
        .refused, "nobody knows this handle (\(reply.refusal.words)); check how it is written",
        context: handle, wasSent: true)
    }
    let did = try reply.text("did")
    guard isDID(did) else {
      throw SocialError(.server, "it leads to no DID", context: handle, wasSent: true)
    }
    return did
  }

  /// Whether a text is an identifier of the two methods that are in use.
  static func isDID(_ text: String) -> Bool {
    let isShort = text.utf8.count <= 2_048
    let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"/?#@\\".utf8.contains($0) }
    return isShort && isPlain && (text.hasPrefix("did:plc:") || text.hasPrefix("did:web:"))
  }

  /// `did:plc` from the directory, `did:web` from its host.
  private static func document(of did: String, _ place: SignInPlace) async throws -> JSONValue {
    let name = did.dropFirst("did:plc:".count)
    let address =
      did.hasPrefix("did:plc:")
      ? "\(place.directory)/\(did)" : "https://\(name)/.well-known/did.json"
    var call = WireCall(.get, address)
    call.redirects = 2
    return try await place.line.send(call).object()
  }
}
