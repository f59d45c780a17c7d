// One day of a chat is told by several exports: a longer one, one that begins in the middle of the day, one that was cut.
// Nothing that was known is lost because a later file does not have it; what both have is there once.

private import FoundationEssentials

/// Puts together what two exports tell of the same day.
enum ConversationMerge {
  /// A thought of a few lines may begin earlier in one export than in the other, by as much as a thought may take.
  private static let longest: TimeInterval = 900

  /// The passages of both, in the order of time; of what both have the newer counts.
  static func merged(old: [Passage], new: [Passage]) -> [Passage] {
    let missing = old.filter { passage in !new.contains { covers($0, passage) } }
    if missing.isEmpty { return new }
    let fresh = new.filter { passage in !missing.contains { covers($0, passage) } }
    let all = (missing + fresh).enumerated().sorted {
      ($0.element.saidAt ?? .distantPast, $0.offset) < (
        $1.element.saidAt ?? .distantPast, $1.offset
      )
    }
    return all.map(\.element)
  }

  /// Whether `other` says nothing that `passage` does not: the same moment, or the same lines in a longer thought.
  private static func covers(_ passage: Passage, _ other: Passage) -> Bool {
    guard passage.speaker == other.speaker else { return false }
    guard let mine = passage.saidAt, let its = other.saidAt else {
      return passage.text == other.text && passage.saidAt == other.saidAt
    }
    // A time that was stored comes back with other last bits.
    if passage.text == other.text { return abs(mine.timeIntervalSince(its)) < 0.001 }
    guard abs(mine.timeIntervalSince(its)) <= longest
    else { return false }
    return "\n\(passage.text)\n".contains("\n\(other.text)\n") && mine <= its
  }
}
