// What a person wants of one of their interests. Kept with the profile and not with the interest, because interests are
// found anew and wishes must not get lost.

package import FoundationEssentials

/// One wish about one interest.
package struct Wish: Sendable, Hashable {
  /// What is wished.
  package enum Kind: Sendable, Hashable {
    /// Its examples count several times.
    case pin
    /// Its examples speak against what they are like.
    case mute
    /// It has this name, whatever its words are.
    case rename(String)
    /// Its examples count this many times; 0 is not at all.
    case weight(Double)
  }

  /// How many times an interest may count.
  package static let weights = 0.0...10
  /// The letters of a name.
  package static let nameMax = 60

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

  /// Whether it can be what a person wished: a file may hold anything.
  package var isSound: Bool {
    guard interest.centre.allSatisfy(\.isFinite) else { return false }
    return switch kind {
    case .pin, .mute: true
    case .rename(let name): !name.isEmpty && name.count <= Self.nameMax
    case .weight(let factor): Self.weights.contains(factor)
    }
  }
}

extension Wish: Codable {
  private enum Key: String, CodingKey { case wish, name, times, interest, at }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let word = try container.decode(String.self, forKey: .wish)
    let kind: Kind =
      switch word {
      case "pin": .pin
      case "mute": .mute
      case "rename": .rename(try container.decode(String.self, forKey: .name))
      case "weight": .weight(try container.decode(Double.self, forKey: .times))
      default:
        throw DecodingError.dataCorruptedError(
          forKey: .wish, in: container, debugDescription: "'\(word)' is no wish")
      }
    self.init(
      kind, try container.decode(InterestMark.self, forKey: .interest),
      at: try container.decode(Date.self, forKey: .at))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch kind {
    case .pin: try container.encode("pin", forKey: .wish)
    case .mute: try container.encode("mute", forKey: .wish)
    case .rename(let name):
      try container.encode("rename", forKey: .wish)
      try container.encode(name, forKey: .name)
    case .weight(let factor):
      try container.encode("weight", forKey: .wish)
      try container.encode(factor, forKey: .times)
    }
    try container.encode(interest, forKey: .interest)
    try container.encode(at, forKey: .at)
  }
}
