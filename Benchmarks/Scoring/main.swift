// How fast the scorer learns and scores by itself, and what it says: each round fits the scorer anew and scores all
// candidates, and prints the processor time of each step. `Benchmarks/refit.py` runs this beside numpy and scipy.
//
//   scoring-benchmark FOLDER LIKES BACKGROUND CANDIDATES DIMENSIONS ROUNDS
//
// FOLDER holds `vectors` (32-bit floats, row by row) and `texts` (one a line), in the order likes, background, candidates.

import Feed
import Foundation
import Taste

/// Seconds of processor time that this process has used.
func processorSeconds() -> Double {
  var time = timespec()
  unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

let numbers = CommandLine.arguments.dropFirst(2).compactMap { Int($0) }
guard CommandLine.arguments.count == 7, numbers.count == 5 else {
  FileHandle.standardError.write(
    Data("usage: scoring-benchmark FOLDER LIKES BACKGROUND CANDIDATES DIMENSIONS ROUNDS\n".utf8))
  exit(2)
}
let (likes, background, dimensions) = (numbers[0], numbers[1], numbers[3])
let folder = URL(filePath: CommandLine.arguments[1])
let texts = try String(contentsOf: folder.appending(path: "texts"), encoding: .utf8)
  .split(separator: "\n").map(String.init)
var values = [Float](repeating: 0, count: texts.count * dimensions)
let data = try Data(contentsOf: folder.appending(path: "vectors"))
_ = unsafe values.withUnsafeMutableBytes { unsafe data.copyBytes(to: $0) }
let all = texts.enumerated().map { place, text in
  Candidate(
    id: "\(place)", title: "", text: text,
    vector: Vector(unit: Array(values[place * dimensions..<(place + 1) * dimensions])))
}
let examples = all[..<likes].map { Example($0, .like) }
let seen = Array(all[likes..<(likes + background)])
let candidates = Array(all[(likes + background)...])

Scorer.useThreads(1)
for round in 0..<numbers[4] {
  let start = processorSeconds()
  let scorer = Scorer.fit(examples: examples, background: seen)
  let fitted = processorSeconds()
  let scores = scorer.score(candidates)
  let scored = processorSeconds()
  _ = scorer.probabilities(candidates)
  let guessed = processorSeconds()
  _ = scorer.appraise(candidates, top: 8, detail: .reasons)
  let explained = processorSeconds()
  let kept = Scorer.fit(examples: examples, background: seen, keeping: scorer)
  var row: [String: Any] = [
    "fit": fitted - start, "score": scored - fitted, "probabilities": guessed - scored,
    "fit with the background kept": processorSeconds() - explained,
    "scores with reasons": explained - guessed,
  ]
  if round == 0 {
    row["log_odds"] = scores.map(\.logOdds)
    row["spread"] = scores.map(\.spread)
    row["kept"] = zip(kept.score(candidates), scores).map { abs($0.logOdds - $1.logOdds) }.max()
    row["slope"] = scorer.calibration.slope
    row["intercept"] = scorer.calibration.intercept
  }
  print(String(decoding: try JSONSerialization.data(withJSONObject: row), as: UTF8.self))
}
