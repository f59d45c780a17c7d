// What a judge may say. Not `Verdict`: a judge gives an opinion, and what is done with an item is decided elsewhere.

/// A judge's opinion of one item.
package enum JudgeVerdict: String, Sendable, Hashable, CaseIterable {
  case keep, skip, unsure
}
