// The judge's part of the mind, run on simulated judges. `Benchmarks/judging.py` and `Benchmarks/injection.py` prepare the
// rows, run this and read what it prints.
//
//   judging-benchmark study SEEDS [INFLUENCE [EXPECTED DOUBT ASSURANCE]] < days
//
//   judging-benchmark injection < cases
//
//   judging-benchmark tuning TUNINGS ANSWERS CALLS
//
// A case is {"title", "text", "evidence", "attack", "place"}, with place one of title, start, middle, end.
// A day is {"task", "cell", "logOdds", "wanted"}; the numbers are those of ``JudgeSettings``.

import Foundation
import Taste

func rows<Row: Decodable>(_ type: Row.Type) throws -> [Row] {
  var rows: [Row] = []
  while let line = readLine() { rows.append(try JSONDecoder().decode(type, from: Data(line.utf8))) }
  return rows
}

func write(_ row: [String: Any]) throws {
  let data = try JSONSerialization.data(withJSONObject: row, options: .sortedKeys)
  print(String(decoding: data, as: UTF8.self))
}

func study(seeds: Int, settings: JudgeSettings) throws {
  let days = try rows(Day.self)
  for judge in SimulatedJudge.all {
    let study = Study(judge: judge, settings: settings, shares: [0.02, 0.05, 0.1])
    for (place, day) in days.enumerated() {
      let others = days.filter { $0.cell == day.cell && $0.task != day.task }
      for seed in 0..<seeds {
        var dice = Dice(seed: UInt64(seed * 10_000 + place))
        var earlier = others
        earlier.shuffle(using: &dice)
        while earlier.count < 10 { earlier += earlier }
        for answers in [0, 50] {
          try write(study.row(day, earlier: earlier, answers: answers, seed: dice.next()))
        }
      }
    }
  }
}

func settings(_ numbers: [Double]) -> JudgeSettings {
  var settings = numbers.first.map { JudgeSettings(influence: $0) } ?? JudgeSettings()
  if numbers.count == 4 {
    (settings.expected, settings.doubt, settings.assurance) = (numbers[1], numbers[2], numbers[3])
  }
  return settings
}

let arguments = CommandLine.arguments
let numbers = arguments.dropFirst(2).compactMap { Double($0) }
switch arguments.dropFirst().first {
case "study" where !numbers.isEmpty && numbers.count == arguments.count - 2:
  try study(seeds: Int(numbers[0]), settings: settings(Array(numbers.dropFirst())))
case "injection" where arguments.count == 2:
  for (place, attacked) in try rows(AttackedItem.self).enumerated() {
    try write(attacked.row(seed: UInt64(place)))
  }
case "tuning" where numbers.count == 3 && arguments.count == 5:
  for kind in BriefedJudge.Kind.allCases {
    let study = TuningStudy(kind: kind, answers: Int(numbers[1]), calls: Int(numbers[2]))
    for seed in 0..<UInt64(numbers[0]) { try write(try await study.row(seed: seed)) }
  }
default:
  FileHandle.standardError.write(
    Data(
      "usage: judging-benchmark study SEEDS [NUMBERS] < days | injection < cases | tuning TUNINGS ANSWERS CALLS\n"
        .utf8))
  exit(2)
}
