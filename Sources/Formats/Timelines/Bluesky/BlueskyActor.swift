// Accounts of Bluesky: the DID stays, the handle may change or be broken today.

import Feed

/// Reads profile views.
enum BlueskyActor {
  /// What stands for a handle that does not lead back to its account.
  private static let broken = "handle.invalid"

  /// The person; `uri` is a record of theirs, for views that show no author.
  static func person(_ tree: JSONTree?, owning uri: String? = nil) -> Person? {
    let id = tree?["did"]?.string ?? RecordAddress(uri).map { String($0.authority) }
    let handle = handle(tree)
    guard let name = handle ?? id else { return nil }
    return Person(
      name: PostDraft.line(tree?["displayName"]), href: "https://bsky.app/profile/\(name)",
      handle: handle, id: id)
  }

  /// The handle, where it is one that leads to the account.
  static func handle(_ tree: JSONTree?) -> String? {
    PostDraft.line(tree?["handle"]).flatMap { $0 == broken ? nil : $0 }
  }

  /// What an account is labelled, by itself or by moderators.
  static func labels(_ tree: JSONTree?) -> [String] { BlueskyLabels.values(tree?["labels"]) }
}
