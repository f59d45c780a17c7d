// An account as the store has it. What is sealed in it is opened elsewhere, by whoever has the key.

package import Feed
package import FoundationEssentials

/// A row of `accounts`.
package struct StoredAccount: Sendable, Hashable {
  /// What the network does not let it do.
  package struct Absence: Sendable, Hashable {
    package let capability: String
    package let why: String
    package let since: Date

    package init(capability: String, why: String, since: Date) {
      (self.capability, self.why, self.since) = (capability, why, since)
    }
  }

  package let id: Int64
  package let name: AccountName
  /// The address that is spoken to, without a slash at its end.
  package let server: String
  /// What the network calls it for good: a number, or a DID.
  package let who: String
  /// The tokens, sealed for ``place``.
  package let sealed: [UInt8]
  /// How many tokens it has had before these.
  package let renewals: Int
  /// When the tokens end; nil where they do not.
  package let expiresAt: Date?
  /// When a renewal was begun whose outcome nobody wrote down.
  package let renewingSince: Date?
  /// Why the person has to sign in again.
  package var fault: String?
  package let addedAt: Date
  package let absences: [Absence]

  /// What its tokens are sealed for: those of one account do not open in another's row.
  package var place: String { Self.place(name.network, server: server, who: who) }

  /// The place of the tokens of an account.
  package static func place(_ network: Network, server: String, who: String) -> String {
    ["tokens", network.rawValue, server, who].joined(separator: "\u{1F}")
  }
}

/// An account that somebody has just signed in to.
package struct AccountDraft: Sendable, Hashable {
  package let name: AccountName
  package let server: String
  package let who: String
  /// Sealed for ``StoredAccount/place``.
  package let sealed: [UInt8]
  package let expiresAt: Date?

  package init(
    name: AccountName, server: String, who: String, sealed: [UInt8], expiresAt: Date?
  ) {
    (self.name, self.server, self.who) = (name, server, who)
    (self.sealed, self.expiresAt) = (sealed, expiresAt)
  }
}
