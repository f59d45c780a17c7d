// Where a mail leads back to, if the pages can be reached from where mail is read.

/// The links of a mail.
package struct MailLinks: Sendable {
  /// The digest's page.
  package let page: String?
  /// What ends the mail: a page for people, and one call for programs (RFC 8058).
  package let unsubscribe: String?
  package let votes: VoteLinks?

  /// None, where `origin` is nil.
  package init(origin: String?, digest: Int64, to address: String, key: LinkKey) {
    page = origin.map { "\($0)/digests/\(digest)" }
    unsubscribe = origin.map { "\($0)/mail/off/\(key.unsubscribe(address))" }
    votes = origin.map { VoteLinks(origin: $0, key: key) }
  }
}
