// A digest in parts: what belongs to one interest stands together, the part with the most wanted story first.

package import Store

/// The stories of one interest, with their places in the digest.
package struct DigestSection: Sendable {
  /// Nil where a digest has one part only, which needs no name.
  package let name: String?
  /// From 1 on, over all sections.
  package let stories: [(rank: Int, story: DigestStory)]
}

/// Orders stories by interest, and finds the parts again.
package enum DigestSections {
  /// What belongs to none of the person's interests.
  static let elsewhere = "Elsewhere"
  static let wild = "A wild card"

  /// The stories of each interest together, in the order in which their best come; what belongs to none comes last.
  static func order(_ stories: [DigestStory]) -> [DigestStory] {
    var names: [String?] = []
    for story in stories where !names.contains(story.section) { names.append(story.section) }
    let last: [String?] = names.contains(nil) ? [nil] : []
    return (names.filter { $0 != nil } + last).flatMap { name in
      stories.filter { $0.section == name }
    }
  }

  /// The parts of a digest, as they were recorded.
  package static func parts(_ edition: Edition) -> [DigestSection] {
    let hasNames = edition.stories.contains { $0.section != nil }
    var parts: [(name: String?, stories: [(rank: Int, story: DigestStory)])] = []
    for (index, story) in edition.stories.enumerated() {
      let name = hasNames ? story.isWild ? wild : story.section ?? elsewhere : nil
      if parts.last?.name != name || parts.isEmpty { parts.append((name, [])) }
      parts[parts.count - 1].stories.append((index + 1, story))
    }
    return parts.map { DigestSection(name: $0.name, stories: $0.stories) }
  }
}
