// The two ways out of the house: a mail, and a call of a program. Each says of what it sent whether it arrived, did not, or
// may have.

import Crypto
import Foundation
package import HTTP
package import Store
package import Workspace

/// One way by which digests leave.
package struct DeliveryWay: Sendable {
  package let channel: DeliveryChannel
  /// Whereto, for people.
  package let place: String
  /// Gives it away.
  package let send: @Sendable (Edition) async -> Handover

  package init(
    _ channel: DeliveryChannel, place: String, send: @escaping @Sendable (Edition) async -> Handover
  ) {
    self.channel = channel
    self.place = place
    self.send = send
  }

  /// Mail by the person's own server.
  ///
  /// `origin` is what browsers call the pages; nil where they cannot be reached from elsewhere.
  package static func mail(
    _ settings: MailSettings, password: String?, origin: String?, key: LinkKey
  ) -> DeliveryWay {
    DeliveryWay(.mail, place: settings.to) { edition in
      let links = MailLinks(origin: origin, digest: edition.number, to: settings.to, key: key)
      let message = DigestMail.render(edition, from: settings.from, to: settings.to, links: links)
      let login = settings.user.flatMap { user in password.map { (user: user, password: $0) } }
      return await MailTransport.send(
        OutgoingMail(
          server: settings.server, login: login, from: settings.from, to: settings.to,
          message: message))
    }
  }

  /// A call of a program, with the digest as JSON.
  ///
  /// `Gleaner-Signature` is `sha256=` and the HMAC-SHA256 of the body in hexadecimal; `Idempotency-Key` stays the same
  /// when a call is tried again.
  package static func webhook(
    _ settings: WebhookSettings, secret: String, client: Client
  ) -> DeliveryWay {
    DeliveryWay(.webhook, place: settings.url) { edition in
      let body = Array(DigestObject.render(edition).utf8)
      let code = HMACSHA256.code(of: body, key: Array(secret.utf8)).map {
        String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
      }.joined()
      var request = Request(
        .post, settings.url,
        headers: [
          "Content-Type": "application/json",
          "Gleaner-Signature": "sha256=\(code)",
          "Idempotency-Key": "gleaner-digest-\(edition.number)",
        ], body: body, allowPrivate: settings.isHome)
      request.requiresPrivate = settings.url.hasPrefix("http:")
      do throws(HTTPError) {
        return answered(try await client.send(request).status)
      } catch {
        return error.isUnsent
          ? .unsent("\(error)", isLasting: false)
          : .unknown("\(error)")
      }
    }
  }

  /// An answer is an answer: what it refuses has not been taken.
  private static func answered(_ status: Int) -> Handover {
    switch status {
    case 200..<300: .sent
    case 408, 425, 429, 500...: .unsent("it answered \(status)", isLasting: false)
    default: .unsent("it answered \(status)", isLasting: true)
    }
  }
}
