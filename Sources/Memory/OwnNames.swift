// Which of those who speak in an export is the person: exports name everybody alike, and one person goes by a name, a
// handle, a number and an address.

import Formats

/// What the person goes by.
struct OwnNames {
  private let keys: Set<String>

  init(_ names: [String]) {
    keys = Set(names.map(Self.key))
  }

  /// Whether it is the person who speaks; nil where neither the export nor the person tells.
  func isOwner(_ speaker: ChatSpeaker) -> Bool? {
    if let known = speaker.isOwner { return known }
    guard !keys.isEmpty else { return nil }
    return keys.contains(Self.key(speaker.name))
      || speaker.aliases.contains { keys.contains(Self.key($0)) }
  }

  /// Without the signs before handles; numbers by their last digits.
  private static func key(_ name: String) -> String {
    PhoneNumber.key(String(name.trimmed.drop { $0 == "@" || $0 == "~" }).trimmed)
  }
}
