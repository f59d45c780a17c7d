// Labels: what authors and moderators say of a post. A later label may take an earlier one back.

/// Reads labels (com.atproto.label.defs).
enum BlueskyLabels {
  /// Those for which Bluesky itself covers pictures.
  private static let sensitive: Set<String> = [
    "porn", "sexual", "nudity", "graphic-media", "gore", "sexual-figurative", "self-harm", "!warn",
  ]

  /// The values that stand, sorted: of a list of labels, or of an author's own (`selfLabels`).
  static func values(_ tree: JSONTree?) -> [String] {
    let labels = tree?["values"]?.elements ?? tree?.elements ?? []
    var standing: Set<String> = []
    for label in labels.prefix(PostDraft.mostParts) {
      guard let value = label["val"]?.string else { continue }
      if label["neg"]?.isTrue ?? false { standing.remove(value) } else { standing.insert(value) }
    }
    return standing.sorted()
  }

  static func areSensitive(_ labels: [String]) -> Bool { !sensitive.isDisjoint(with: labels) }
}
