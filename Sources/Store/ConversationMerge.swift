// One day of a chat is told by several exports: a longer one, one that begins in the middle of the day, one that was cut.
// Nothing that was known is lost because a later file does not have it; what both have is there once.

private import FoundationEssentials

/// Puts together what two exports tell of the same day.
enum ConversationMerge {
  /// A thought of a few lines may begin earlier in one export than in the other, by as much as a thought may take.
  private static let longest: TimeInterval = 900

  /// Comparisons of one day; beyond that only what is the same is found.
  private static let mostComparisons = 4_000_000

  /// The passages of both, in the order of time; of what both have the newer counts.
  static func merged(old: [Passage], new: [Passage]) -> [Passage] {
    let known = Set(new.map(Moment.init))
    var missing = old.filter { !known.contains(Moment($0)) }
    guard missing.count * new.count <= mostComparisons else { return inOrder(missing + new) }
    missing.removeAll { passage in new.contains { holds($0, passage) } }
    if missing.isEmpty { return new }
    let fresh = new.filter { passage in !missing.contains { holds($0, passage) } }
    return inOrder(missing + fresh)
  }

  private static func inOrder(_ passages: [Passage]) -> [Passage] {
    passages.enumerated().sorted {
      ($0.element.saidAt ?? .distantPast, $0.offset) < (
        $1.element.saidAt ?? .distantPast, $1.offset
      )
    }.map(\.element)
  }

  /// Who said what and when, to the millisecond: a time that was stored comes back with other last bits.
  private struct Moment: Hashable {
    let speaker: String?
    let text: String
    let milliseconds: Double?

    init(_ passage: Passage) {
      speaker = passage.speaker
      text = passage.text
      milliseconds = passage.saidAt.map { ($0.timeIntervalSince1970 * 1_000).rounded() }
    }
  }

  /// Whether a longer thought has all lines of another.
  private static func holds(_ passage: Passage, _ other: Passage) -> Bool {
    guard passage.speaker == other.speaker, passage.text.utf8.count > other.text.utf8.count,
      let mine = passage.saidAt, let its = other.saidAt, mine <= its,
      its.timeIntervalSince(mine) <= longest
    else { return false }
    return "\n\(passage.text)\n".contains("\n\(other.text)\n")
  }
}
