// How fast the feed parser is by itself: documents are read into memory first, then parsed again and again, and the
// processor time of each round is printed. `Benchmarks/parsing.py` runs this beside the peers.
//
//   parsing-benchmark ROUNDS FILE…

import Feed
import Formats
import Foundation

/// Seconds of processor time that this process has used.
func processorSeconds() -> Double {
  var time = timespec()
  unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

let arguments = CommandLine.arguments.dropFirst()
guard let rounds = arguments.first.flatMap({ Int($0) }), arguments.count > 1 else {
  FileHandle.standardError.write(Data("usage: parsing-benchmark ROUNDS FILE…\n".utf8))
  exit(2)
}
var documents: [[UInt8]] = []
for path in arguments.dropFirst() {
  documents.append([UInt8](try Data(contentsOf: URL(filePath: path))))
}
let bytes = documents.reduce(0) { $0 + $1.count }
for _ in 0..<rounds {
  let start = processorSeconds()
  var entries = 0
  for document in documents {
    _ = try? FeedParser.parse(document) { _ in entries += 1 }
  }
  let seconds = processorSeconds() - start
  print("{\"bytes\": \(bytes), \"entries\": \(entries), \"seconds\": \(seconds)}")
}
