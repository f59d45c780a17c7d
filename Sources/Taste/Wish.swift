// What a person wants of one of their interests. Kept with the profile and not with the interest, because interests are
// found anew and wishes must not get lost.

package import FoundationEssentials

/// One wish about one interest.
package struct Wish: Sendable, Hashable, Codable {
  /// What is wished.
  package enum Kind: Sendable, Hashable, Codable {
    /// Its examples count several times.
    case pin
    /// Its examples speak against what they are like.
    case mute
    /// It has this name, whatever its words are.
    case rename(String)
    /// Its examples count this many times; 0 is not at all.
    case weight(Double)
  }

  package var kind: Kind
  package var interest: InterestMark
  package var at: Date

  package init(_ kind: Kind, _ interest: InterestMark, at: Date) {
    self.kind = kind
    self.interest = interest
    self.at = at
  }

  /// Whether it says how much the interest counts; the newest such wish holds.
  package var isAboutWeight: Bool {
    if case .rename = kind { false } else { true }
  }
}
