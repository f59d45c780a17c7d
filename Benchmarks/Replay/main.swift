// How fast the past is replayed: ten thousand decisions against a thousand background items and the answers of a year,
// once computed, then under one change after the other. Prints the processor time of each part.
//
//   replay-benchmark [DECISIONS [ANSWERS [BACKGROUND]]]

import Feed
import Foundation
import Taste

/// Seconds of processor time that this process has used.
func processorSeconds() -> Double {
  var time = timespec()
  unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Texts of forty topics with 384 numbers each, the same in every run.
struct Texts {
  private var state: UInt64 = 7

  mutating func number(below bound: UInt64) -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state >> 33) % bound
  }

  mutating func candidate(_ id: String) -> Candidate {
    let topic = number(below: 40)
    var values = (0..<384).map { _ in Float(number(below: 2_000)) / 1_000 - 1 }
    for place in 0..<384 where UInt64(place) % 40 == topic { values[place] += 2 }
    let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let words = (0..<60).map { _ in "word\(topic)x\(number(below: 400))" }
    return Candidate(
      id: id, title: words.prefix(8).joined(separator: " "), text: words.joined(separator: " "),
      vector: Vector(unit: values.map { $0 / length }))
  }
}

func measured<Value>(_ name: String, _ body: () -> Value) -> Value {
  let start = processorSeconds()
  let value = body()
  let tenths = ((processorSeconds() - start) * 10_000).rounded() / 10
  print("{\"what\": \"\(name)\", \"milliseconds\": \(tenths)}")
  return value
}

let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let decisions = numbers.first ?? 10_000
let answers = numbers.dropFirst().first ?? 300
let others = numbers.dropFirst(2).first ?? 1_000
Scorer.useThreads(1)
var texts = Texts()
let decided = (0..<decisions).map { texts.candidate("item:\($0)") }
let background = (0..<others).map { texts.candidate("other:\($0)") }
let examples = decided.prefix(answers).enumerated().map {
  Example($1, $0.isMultiple(of: 3) ? .keep : .skip)
}
let replay = measured("once: kernel of \(decisions) decisions") {
  Replay(examples: examples, background: background, decided: decided)
}
for factor in [1.0, 0.5, 2, 0.25] {
  var settings = ScorerSettings()
  settings.isBackgroundMixed = true
  let changed = examples.map { example in
    var example = example
    if example.evidence == .keep { example.weight = factor }
    return example
  }
  let said = measured("a candidate: weights × \(factor)") {
    replay.logOdds(changed, settings: settings)
  }
  precondition(said.count == decisions)
}
