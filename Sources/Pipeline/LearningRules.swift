// Which accounts are learned from, and what the person should know about that.

package import Feed

/// Whose likes, reposts and bookmarks are learned from.
package struct LearningRules: Sendable {
  /// Whether an account is learned from; where nobody says otherwise all are but those on X, whose rules forbid it.
  package var isOn: @Sendable (AccountName) -> Bool = { $0.network != .x }
  /// What is said when an account is learned from for the first time.
  package var note: @Sendable (AccountName) -> String? = { _ in nil }

  package init() {}
}
