// A digest as a mail: the whole of it as text, the same as HTML, and fields by which programs know what it is. The same
// digest gives the same bytes.

import Crypto
import Foundation
import Service
import Store

/// Makes the mail of an edition.
package enum DigestMail {
  /// The whole message, lines ending in CR LF.
  package static func render(
    _ edition: Edition, from: String, to: String, links: MailLinks
  ) -> [UInt8] {
    let mark = mark(edition, to)
    let boundary = "=_gleaner_\(mark)"
    let fields =
      fields(edition, from, to, links, mark) + [
        "MIME-Version: 1.0",
        "Content-Type: multipart/alternative;\r\n boundary=\"\(boundary)\"",
      ]
    let parts = [
      ("text/plain", text(edition, links)), ("text/html", MailPage.render(edition, links)),
    ].map { type, body in
      "--\(boundary)\r\nContent-Type: \(type); charset=utf-8\r\n"
        + "Content-Transfer-Encoding: quoted-printable\r\n\r\n\(QuotedPrintable.encode(body))\r\n"
    }
    let message =
      fields.joined(separator: "\r\n") + "\r\n\r\n" + parts.joined() + "--\(boundary)--\r\n"
    return Array(message.utf8)
  }

  private static func fields(
    _ edition: Edition, _ from: String, _ to: String, _ links: MailLinks, _ mark: String
  ) -> [String] {
    let domain = from.split(separator: "@").last.map(String.init) ?? "localhost"
    var fields = [
      MailHeader.mailbox("From", "Gleaner", from), MailHeader.mailbox("To", edition.person, to),
      MailHeader.text("Subject", subject(edition)),
      MailHeader.plain("Date", DigestDates.mail(edition.until)),
      MailHeader.plain("Message-ID", "<digest-\(edition.number).\(mark)@\(domain)>"),
      MailHeader.mailbox("List-Id", "\(edition.person)’s digest", "digest.gleaner.\(domain)"),
      // RFC 3834, section 5: nobody has to be told that its reader is away.
      "Auto-Submitted: auto-generated",
    ]
    if let off = links.unsubscribe {
      fields.append("List-Unsubscribe: <\(off)>")
      // RFC 8058, section 3.1: over https alone.
      if off.hasPrefix("https://") {
        fields.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
      }
    }
    return fields
  }

  /// What is best in it, where there is room, and how much there is.
  private static func subject(_ edition: Edition) -> String {
    let best = edition.stories.first.map { TerminalText.excerpt($0.heading, limit: 60) } ?? ""
    let others = edition.stories.count - 1
    return others > 0 ? "\(best), and \(others) more" : best
  }

  private static func text(_ edition: Edition, _ links: MailLinks) -> String {
    var closing: [String] = []
    if let page = links.page { closing.append("On its page: \(page)") }
    if let off = links.unsubscribe { closing.append("No more mail: \(off)") }
    return DigestText.render(edition, closing: closing) { story in
      let votes = links.votes?.addresses(digest: edition.number, item: story.item.id)
      return votes.map { ["more: \($0.up)", "less: \($0.down)"] } ?? []
    }
  }

  /// Sixteen letters that stand for this digest and this reader.
  private static func mark(_ edition: Edition, _ to: String) -> String {
    let text = "\(edition.person)\n\(edition.number)\n\(edition.until.timeIntervalSince1970)\n\(to)"
    return SHA256.digest(of: Array(text.utf8)).prefix(8).map {
      String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
    }.joined()
  }
}
