// What a judge may say. Not `Verdict`: a judge gives an opinion, and what is done with an item is decided elsewhere.

/// A judge's opinion of one item.
package enum JudgeVerdict: String, Sendable, Hashable, Codable, CaseIterable {
  case keep, skip, unsure

  /// An opinion held with this confidence, 0 … 100, on one scale: −1 is surely unwanted, 1 surely wanted, 0 unsure.
  package func position(confidence: Double) -> Double {
    switch self {
    case .keep: confidence / 100
    case .skip: -confidence / 100
    case .unsure: 0
    }
  }
}
