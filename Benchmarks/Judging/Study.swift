// One person, one judge: 50 answers on the items of earlier days, then a day on which the judge is asked about some.

import Foundation
import Taste

/// An item of a task as the study sees it.
struct Item {
  let logOdds: Double
  let isWanted: Bool
}

/// A task with its first stage.
struct Day: Decodable {
  let task: String
  let cell: String
  let logOdds: [Double]
  let wanted: [Bool]

  var items: [Item] { zip(logOdds, wanted).map { Item(logOdds: $0, isWanted: $1) } }
}

/// What is measured of one person and one judge.
struct Study {
  static let places = 10
  /// The budget of a day is spent in so many parts.
  static let parts = 5
  let judge: SimulatedJudge
  let settings: JudgeSettings
  let shares: [Double]

  /// Learns from `answers` answers on `earlier` days, then ranks `day` in every way.
  func row(_ day: Day, earlier: [Day], answers: Int, seed: UInt64) -> [String: Any] {
    var dice = Dice(seed: seed)
    let past = learn(earlier, answers: answers, dice: &dice)
    let opinions = day.items.map { judge.position(judge.opinion(of: $0, dice: &dice)) }
    let trust = JudgeTrust(past, settings: settings)
    var row: [String: Any] = [
      "task": day.task, "cell": day.cell, "judge": judge.name, "answers": answers,
      "weight": trust.weight, "stage1": gain(day.logOdds, day.wanted),
    ]
    let all = ask(day, opinions, past: past, budget: day.logOdds.count, parts: 1, isChosen: false)
    row["everything"] = gain(all.logOdds, day.wanted)
    for share in shares {
      let budget = Int(share * Double(day.logOdds.count))
      let some = ask(day, opinions, past: past, budget: budget, parts: Self.parts, isChosen: true)
      row["asked \(share)"] = gain(some.logOdds, day.wanted)
      row["questions \(share)"] = Double(some.questions) / Double(day.logOdds.count)
    }
    return row
  }

  /// The judge is asked by the same rules on earlier days, and the person answers ten items a day.
  private func learn(_ days: [Day], answers: Int, dice: inout Dice) -> [JudgedItem] {
    var past: [JudgedItem] = []
    for day in days where past.count < answers {
      let items = day.items
      let choices = JudgeSelection.order(
        candidates(day.logOdds, without: []), trust: JudgeTrust(settings: settings),
        thresholds: thresholds(day.logOdds), limit: min(10, answers - past.count))
      for choice in choices {
        let item = items[Int(choice.id)]
        past.append(
          JudgedItem(
            position: judge.position(judge.opinion(of: item, dice: &dice)), logOdds: item.logOdds,
            isWanted: item.isWanted))
      }
    }
    return past
  }

  /// The log-odds after the questions.
  private func ask(
    _ day: Day, _ opinions: [Double], past: [JudgedItem], budget: Int, parts: Int, isChosen: Bool
  ) -> (logOdds: [Double], questions: Int) {
    var asked: Set<Int> = []
    var moved = day.logOdds
    for part in 1...parts {
      let trust = JudgeTrust(past + judged(asked, day, opinions), settings: settings)
      let limit = budget * part / parts - asked.count
      let new: [Int] =
        isChosen
        ? JudgeSelection.order(
          candidates(moved, without: asked), trust: trust, thresholds: thresholds(moved),
          limit: limit
        ).map { Int($0.id) } : Array(day.logOdds.indices)
      asked.formUnion(new)
      let after = JudgeTrust(past + judged(asked, day, opinions), settings: settings)
      for place in asked {
        moved[place] = day.logOdds[place] + after.shift(position: opinions[place])
      }
    }
    return (moved, asked.count)
  }

  private func judged(_ asked: Set<Int>, _ day: Day, _ opinions: [Double]) -> [JudgedItem] {
    asked.sorted().map { JudgedItem(position: opinions[$0], logOdds: day.logOdds[$0]) }
  }

  private func candidates(_ logOdds: [Double], without asked: Set<Int>) -> [JudgeCandidate] {
    logOdds.indices.filter { !asked.contains($0) }
      .map { JudgeCandidate(id: Int64($0), logOdds: logOdds[$0]) }
  }

  /// A digest of ten: whatever is below the tenth place is lost, so to be kept is to be among the best.
  private func thresholds(_ logOdds: [Double]) -> Thresholds {
    let ordered = logOdds.sorted(by: >)
    let border =
      ordered.count > Self.places ? (ordered[Self.places - 1] + ordered[Self.places]) / 2 : -50
    return Thresholds(skip: 0, keep: 1 / (1 + exp(-border))) ?? .standard
  }

  /// nDCG@10 (Järvelin, Kekäläinen, ACM TOIS 20, 2002).
  private func gain(_ logOdds: [Double], _ wanted: [Bool]) -> Double {
    let order = logOdds.indices.sorted { (logOdds[$0], $1) > (logOdds[$1], $0) }.prefix(Self.places)
    let worth = (0..<Self.places).map { 1 / log2(Double($0) + 2) }
    let sum = zip(order, worth).reduce(0) { $0 + (wanted[$1.0] ? $1.1 : 0) }
    return sum / worth.prefix(wanted.count { $0 }).reduce(0, +)
  }
}
