// Why a response is no feed. The cause is named, because "parse error" helps nobody whose feed became a login page.

/// A document that cannot be read as a feed.
package struct FormatError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// Nothing, or nothing but white space.
    case empty
    /// Something else: a sitemap, a picture, plain text.
    case notAFeed
    /// A web page.
    case page
    /// A page that asks for proof of a person.
    case challenge
    /// A page that asks for a password.
    case login
    /// A feed's beginning without one complete statement.
    case cutOff
    /// Over the size that is read at all.
    case tooLarge
    /// A network's own word that it does not give what it was asked for.
    case refused
  }

  package let code: Code
  /// What it is instead, and what to do.
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
