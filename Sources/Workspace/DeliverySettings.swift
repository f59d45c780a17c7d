// Where digests go besides the files.

package import HTTP

/// Mail with the digest.
package struct MailSettings: Sendable, Hashable {
  package let to: String
  package let from: String
  package let server: MailServer
  package let user: String?
  /// The name of the environment variable that holds the password.
  package let passwordName: String?

  package init(
    to: String, from: String, server: MailServer, user: String? = nil, passwordName: String? = nil
  ) {
    self.to = to
    self.from = from
    self.server = server
    self.user = user
    self.passwordName = passwordName
  }
}

/// A program that is told of each digest.
package struct WebhookSettings: Sendable, Hashable {
  /// https, or http in one's own network.
  package let url: String
  /// The name of the environment variable that holds what it is signed with.
  package let secretName: String
  /// Whether it is in one's own network.
  package let isHome: Bool

  package init(url: String, secretName: String, isHome: Bool = false) {
    self.url = url
    self.secretName = secretName
    self.isHome = isHome
  }
}
