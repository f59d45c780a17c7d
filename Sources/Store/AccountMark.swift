// Something that the person does with a post on their network, on its way into the store and out of it.

package import Feed
package import FoundationEssentials

/// A like, repost or bookmark that was found.
package struct AccountMark: Sendable, Hashable {
  /// Who tells of it.
  package enum Witness: String, Sendable, Hashable, CaseIterable {
    /// The network's list of what the account has done.
    case list
    /// A timeline in which the post says that it was done.
    case view
    /// Gleaner's own ledger.
    case ledger
  }

  package let account: AccountName
  package let kind: ActionKind
  package let target: PostTarget
  package var witness = Witness.list
  package var reference = ""
  package var remote: String?
  package var place: Int64?
  /// When it was done, as far as anybody knows.
  package var at: Date
  /// What it says where it is no item; nil where nothing is known of it but its name.
  package var document: ImportedDocument?

  package init(_ account: AccountName, _ kind: ActionKind, _ target: PostTarget, at: Date) {
    (self.account, self.kind, self.target, self.at) = (account, kind, target, at)
  }

  /// The order that asks the network whether it is there.
  package var question: ActionOrder {
    ActionOrder(
      action: 0, attempt: 0, effect: .send, account: account, kind: kind, target: target,
      reference: reference, remote: remote, decidedAt: at)
  }
}

/// What is known of one that was found before.
package struct KnownMark: Sendable, Hashable {
  package let place: Int64?
  /// It was taken back.
  package let isGone: Bool
  /// It is being taken back by Gleaner, so that it is no word of the person where the network still shows it.
  package let isHeld: Bool

  package init(place: Int64?, isGone: Bool = false, isHeld: Bool = false) {
    (self.place, self.isGone, self.isHeld) = (place, isGone, isHeld)
  }
}
