// The server behind a domain of Mastodon's kind. Most are their own; only one that says it is none is asked where else,
// without anything secret in the question, and what it names has to be a server itself.

import Formats
import HTTP
import Service

/// Finds the server of an account.
enum MastodonHome {
  /// Notes are short; a page that comes instead is not read to its end.
  private static let noteBytesMax = 64 << 10
  /// Domains like to send such questions on to their server.
  private static let redirectsMax = 3

  /// The address of the server of `user` at `host`, without a slash at its end; without a user the domain alone is asked.
  ///
  /// The domain's own address where nobody says otherwise: then the next call says what is wrong there.
  static func find(_ user: String?, at host: String, _ place: SignInPlace) async throws -> String {
    let site = place.site(host)
    guard try await !isServer(site, place) else { return site }
    var notes: [String?] = []
    if let user {
      var call = WireCall(.get, site + DomainNotes.fingerPath)
      call.query = [WireCall.Field("resource", "acct:\(user)@\(host)")]
      notes.append(try await note(call, place).flatMap(DomainNotes.server(inFinger:)))
    }
    if notes.compactMap(\.self).isEmpty {
      let call = WireCall(.get, site + DomainNotes.hostPath)
      notes.append(try await note(call, place).flatMap(DomainNotes.server(inHost:)))
    }
    for server in notes.compactMap(\.self) where server != site {
      if try await isServer(server, place) { return server }
    }
    return site
  }

  /// Whether a server of Mastodon's kind answers there, or might: one in trouble, or one that nobody reaches, is not
  /// looked for elsewhere.
  private static func isServer(_ site: String, _ place: SignInPlace) async throws -> Bool {
    do {
      let reply = try await place.line.send(WireCall(.get, site + "/api/v1/instance"))
      if let json = reply.json, case .object = json { return true }
      return reply.status == 429 || reply.status >= 500
    } catch let error as SocialError {
      return !error.wasSent || error.code == .timeout
    }
  }

  /// What a domain says of itself; nil where it says nothing.
  private static func note(_ call: WireCall, _ place: SignInPlace) async throws -> [UInt8]? {
    var call = call
    call.redirects = redirectsMax
    call.bytesMax = noteBytesMax
    do {
      let reply = try await place.line.send(call)
      return reply.isGood ? reply.body : nil
    } catch is SocialError {
      return nil
    }
  }
}
