// A source with what is known of it, and the words for that.

import Feed
import FoundationEssentials
import Pipeline
import Service
import Store
import Workspace

/// One source as the list and its page show it.
struct SourceOverview {
  /// Of so many newest items it is counted what became of them.
  static let counted = 100

  let entry: DeclaredSource
  let health: SourceHealth?
  let times: SourceTimes?

  var address: String { entry.source.address }

  /// What people call it.
  var name: String {
    entry.source.name ?? health?.title.flatMap { $0.isEmpty ? nil : $0 }
      ?? entry.source.timeline?.words() ?? address
  }

  /// Where its page is.
  var path: String { Self.path(address) }

  static func path(_ address: String) -> String {
    "/sources/source?address=\(Fields.encoded(address))"
  }

  var isFailing: Bool { health?.error != nil && !entry.source.isPaused }

  /// When it was asked and will be.
  func asked(now: Date) -> String {
    if entry.source.isPaused { return "Paused: not asked until you let it go on." }
    guard let pulled = health?.pulledAt else { return "Not asked yet: the next run does." }
    let next = times?.words(now: now) ?? ""
    return "Asked \(Ago.words(pulled, now: now))\(next.isEmpty ? "" : "; \(next)")."
  }

  /// How much of it is wanted, and how much is noise.
  var yield: String {
    guard let health, health.came > 0 else { return "Nothing has come from it yet." }
    let open = health.came - health.kept - health.skipped - health.waiting - health.duplicates
    let parts = [
      "\(health.skipped) skipped",
      health.duplicates > 0 ? "\(health.duplicates) told before by others" : nil,
      health.waiting > 0 ? "\(health.waiting) waiting for you" : nil,
      open > 0 ? "\(open) not decided yet" : nil,
    ].compactMap(\.self).joined(separator: ", ")
    let whole =
      health.came == Self.counted ? "Of the newest hundred" : "Of \(Count.of(health.came, "item"))"
    return "\(whole): \(health.kept) kept, \(parts)."
  }

  /// What went wrong, and since how many pulls.
  var trouble: String? {
    guard let health, let error = health.error, !entry.source.isPaused else { return nil }
    let count = health.failures > 1 ? " (\(health.failures) times in a row)" : ""
    return "Failed\(count): \(error)"
  }

  /// What the person can do about it.
  var remedy: String? {
    guard trouble != nil else { return nil }
    return switch health?.cause {
    case .gone: "It is not asked any more: add its new address, and remove this one."
    case .notFound, .page, .notAFeed, .binary, .empty:
      "Add the address of its site: that finds the feed where it is now. Then remove this one."
    case .challenge, .login, .forbidden:
      "The server wants a person there. Ask its publisher for a feed that programs may read, or pause it."
    case .throttled: "The server asked for fewer requests: it is left alone for that long."
    case .privateAddress:
      "If it is in your own network, write 'allow_private: true' into its entry, at \(entry.place)."
    case .file: "Look whether the file is there, and may be read."
    case .address: "Mend its address, at \(entry.place)."
    default: "It may pass: it is asked again by itself."
    }
  }
}
