// Mail: a mailbox in the mbox format (RFC 4155), whose messages begin with a line "From ", or one message alone. Each
// mail is kept by itself and belongs to the conversation that its references name, so that mailboxes may overlap.

import Feed
import FoundationEssentials

/// Reads mbox files and single mails.
package enum MailReader: ChatReader {
  package static let name = "mail"
  package static let origin = "mail"

  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    if MailboxLine.isSeparator(head) { return true }
    guard
      ["eml", "mbox", "mbx"].contains(ExportPath(path).ending) || ExportPath(path).name == "mbox"
    else { return false }
    let headers = MailHeaders(head)
    return headers["from"] != nil && (headers["date"] != nil || headers["message-id"] != nil)
  }

  package static func read(
    _ bytes: [UInt8], _ context: ChatContext, each: (ChatRecord) -> Void
  ) {
    var mailbox = MailboxReading(context)
    mailbox.take(bytes, each: each)
    mailbox.finish(each: each)
  }

  /// Reads one mail that begins on a line of its file.
  static func read(
    _ bytes: ArraySlice<UInt8>, line: Int, isMailbox: Bool, _ each: (ChatRecord) -> Void
  ) {
    let headers = MailHeaders(bytes)
    guard let from = headers["from"].flatMap({ MailAddress(EncodedWord.decoded($0)) }) else {
      return each(.problem(ExportProblem(.line(line), "a mail without a sender")))
    }
    guard !isRubbish(headers) else { return }
    let text = MailPart(bytes, headers, isMailbox: isMailbox).text
    let said = MailWords.own(text)
    let subject = EncodedWord.decoded(headers["subject"] ?? "").trimmingSpace
    guard !said.isEmpty || !subject.isEmpty else { return }
    let at = headers["date"].flatMap(MailWords.date)
    let id = identifier(headers, from: from, subject: subject)
    let thread = self.thread(headers) ?? id
    var message = ChatMessage(
      chat: thread, chatTitle: MailWords.bareSubject(subject), part: id, thread: thread,
      speaker: ChatSpeaker(
        from.name ?? from.address, aliases: [from.address], isOwner: isSent(headers)),
      at: at, text: said)
    message.subject = subject
    each(.message(message))
  }

  /// Drafts were said to nobody, and nobody wants to remember spam.
  private static func isRubbish(_ headers: MailHeaders) -> Bool {
    let labels = labels(headers)
    return !labels.isDisjoint(with: ["spam", "trash", "drafts", "draft"])
      || headers["x-mozilla-draft-info"] != nil
  }

  /// What Google's export says of a mail.
  private static func labels(_ headers: MailHeaders) -> Set<String> {
    guard let labels = headers["x-gmail-labels"] else { return [] }
    let names = EncodedWord.decoded(labels).split(separator: ",")
    return Set(names.map { $0.trimmingSpace.lowercased() })
  }

  private static func isSent(_ headers: MailHeaders) -> Bool? {
    labels(headers).contains("sent") ? true : nil
  }

  private static func identifier(
    _ headers: MailHeaders, from: MailAddress, subject: String
  ) -> String {
    if let id = headers["message-id"].flatMap({ MailHeaders.identifiers($0).first }) {
      return key(id)
    }
    return Fingerprint(of: [from.address, headers["date"] ?? "", subject]).hex
  }

  /// The first mail that this one goes back to (RFC 5322, 3.6.4).
  private static func thread(_ headers: MailHeaders) -> String? {
    let first = headers["references"].flatMap { MailHeaders.identifiers($0).first }
    return (first ?? headers["in-reply-to"].flatMap { MailHeaders.identifiers($0).first }).map(key)
  }

  /// An identifier of unusual length becomes a fingerprint: no index has room for it.
  private static func key(_ id: String) -> String {
    id.utf8.count > 200 ? Fingerprint(of: id).hex : id
  }
}
