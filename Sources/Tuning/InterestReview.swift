// The answers by interest: which part of a person's taste is told well, and which is always turned down.

import FoundationEssentials
import Pipeline
import Store
import Taste

/// Answers sorted into the interests of the profile.
struct InterestReview {
  /// An interest all of whose answered items were skipped, at least so many, may be one that is over.
  private static let skippedMin = 8

  private let history: History
  private let sample: LabelSample
  /// The places of answers by the number of their interest.
  private let places: [Int: [Int]]
  private let wishes: WishBook

  init(_ history: History, _ sample: LabelSample, _ past: TuningPast) {
    let interests = history.ground.interests
    let candidates = Dictionary(
      past.items.map { ($0.item, $0.candidate) }, uniquingKeysWith: { $1 })
    var places: [Int: [Int]] = [:]
    for (place, answer) in sample.answers.enumerated() {
      guard let vector = candidates[answer.item]?.vector,
        let near = interests.nearest(to: vector), near.isWithin
      else { continue }
      places[near.interest.number, default: []].append(place)
    }
    self.history = history
    self.sample = sample
    self.places = places
    wishes = WishBook(history.state.wishes, on: interests, model: history.ground.profile.model)
  }

  /// How well each interest is told, that with most answers first.
  var qualities: [FeedbackReport.InterestQuality] {
    let total = sample.weights.reduce(0, +)
    let order = places.keys.sorted {
      ((places[$1] ?? []).count, $0) < ((places[$0] ?? []).count, $1)
    }
    return order.compactMap { number in
      guard let interest = history.ground.interests.interest(number) else { return nil }
      let answers = (places[number] ?? []).map {
        sample.answers[$0].answered(weight: sample.weights[$0])
      }
      return quality(wishes.name(of: interest), answers, total: total)
    }
  }

  private func quality(
    _ label: String, _ answers: [Answered], total: Double
  ) -> FeedbackReport.InterestQuality? {
    let weight = answers.reduce(0) { $0 + $1.weight }
    let squares = answers.reduce(0) { $0 + $1.weight * $1.weight }
    guard weight > 0 else { return nil }
    let wanted = min(1, answers.reduce(0) { $0 + ($1.isWanted ? $1.weight : 0) } / weight)
    let effective = weight * weight / squares
    return FeedbackReport.InterestQuality(
      label: label, count: answers.count,
      wanted: Estimate(
        wanted, ShareInterval.wilson(hits: wanted * effective, of: effective)),
      said: answers.reduce(0) { $0 + $1.weight * $1.probability } / weight,
      auc: Discrimination.auc(answers), share: total > 0 ? weight / total : 0)
  }

  /// Mutes of the interests that are always turned down and about which the person has said nothing.
  func mutes(at now: Date) -> [(name: String, wish: Wish)] {
    places.keys.sorted().compactMap { number in
      let answers = places[number] ?? []
      guard answers.count >= Self.skippedMin,
        !answers.contains(where: { sample.answers[$0].isWanted }), !wishes.held.contains(number),
        let interest = history.ground.interests.interest(number)
      else { return nil }
      let mark = interest.mark(model: history.ground.profile.model)
      return (interest.label, Wish(.mute, mark, at: now))
    }
  }
}
