// Whom a handle of Bluesky stands for, asked of the account's own server.

import Formats
import HTTP
import Service

extension AccountLine {
  /// The DID of a handle; throws where nobody knows it.
  package func did(of handle: String) async throws -> String {
    var call = WireCall(.get, server + "/xrpc/com.atproto.identity.resolveHandle")
    call.query = [WireCall.Field("handle", handle)]
    let reply = try await send(call)
    if reply.status == 400, reply.error.code != .signIn {
      throw SocialError(.refused, "nobody knows this handle; check how it is written")
    }
    let did = try reply.text("did")
    guard BlueskyIdentity.isDID(did) else {
      throw SocialError(.server, "it leads to no DID", context: handle, wasSent: true)
    }
    return did
  }
}
