// One call that a network is asked to make true, complete: whoever carries it out needs no database and no settings.

package import FoundationEssentials

/// What a call is to bring about.
package enum ActionEffect: String, Sendable, Hashable, CaseIterable {
  case send, undo
}

/// A call, as the ledger has committed it before a socket is opened.
package struct ActionOrder: Sendable, Hashable {
  /// The row of the ledger, and which of its attempts this is.
  package let action: Int64
  package let attempt: Int
  package let effect: ActionEffect
  package let account: AccountName
  package let kind: ActionKind
  package let target: PostTarget
  /// What a call needs beside the target's name: the local id (Mastodon), the cid (Bluesky); empty for X.
  package let reference: String
  /// The content that was approved.
  package let version: String
  /// The network's name of the effect, for taking it back; nil where it gave none.
  package let remote: String?
  /// When it was decided: the same in every attempt, so that a record made twice is one record.
  package let decidedAt: Date
  /// Whether the post is looked at before anything is sent; a look may cost money.
  package var looks: Bool

  package init(
    action: Int64, attempt: Int, effect: ActionEffect, account: AccountName, kind: ActionKind,
    target: PostTarget, reference: String = "", version: String = "", remote: String? = nil,
    decidedAt: Date, looks: Bool = true
  ) {
    self.action = action
    self.attempt = attempt
    self.effect = effect
    self.account = account
    self.kind = kind
    self.target = target
    self.reference = reference
    self.version = version
    self.remote = remote
    self.decidedAt = decidedAt
    self.looks = looks
  }
}
