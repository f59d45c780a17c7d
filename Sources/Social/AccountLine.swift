// The way to one account's server. Tokens stay behind it: whoever reads a timeline or likes a post gives a call and gets an
// answer, and cannot leak what it has never had.

package import Feed
import Formats
import HTTP

/// Somebody who is signed in, and how calls are sent as them.
package struct AccountLine: Sendable {
  /// Sends a call with the tokens of the account, renewed where they have ended; throws ``SocialError``.
  package typealias Send = @Sendable (WireCall) async throws -> WireReply

  package let name: AccountName
  /// The address that is spoken to, without a slash at its end.
  package let server: String
  /// What the network calls the account for good: a number, or a DID.
  package let who: String
  private let sender: Send

  package init(_ name: AccountName, server: String, who: String, send: @escaping Send) {
    self.name = name
    self.server = server.hasSuffix("/") ? String(server.dropLast()) : server
    self.who = who
    sender = send
  }

  /// Sends a call.
  package func send(_ call: WireCall) async throws -> WireReply { try await sender(call) }

  /// Asks what a timeline's request says.
  func ask(_ request: TimelineRequest) async throws -> WireReply {
    var call = WireCall(.get, server + request.path)
    call.query = request.query.map { WireCall.Field($0.name, $0.value) }
    call.bytesMax = TimelineParser.mostBytes
    return try await sender(call)
  }

  /// Asks for an address that the server itself has named, byte for byte.
  func ask(verbatim address: String) async throws -> WireReply {
    var call = WireCall(.get, address)
    call.bytesMax = TimelineParser.mostBytes
    return try await sender(call)
  }
}
