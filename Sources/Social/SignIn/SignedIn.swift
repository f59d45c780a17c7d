// The end of a sign-in: who it is, and with what. Nothing of it is written before all of it is there.

package import Feed

/// An account that somebody has just signed in to.
package struct SignedIn: Sendable {
  package let name: AccountName
  /// The address that is spoken to, without a slash at its end.
  package let server: String
  package let who: String
  package let tokens: TimedTokens
}
