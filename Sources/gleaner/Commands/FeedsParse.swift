// `gleaner feeds parse`: one of the three filters. A document in, one row of JSON out, no database and no network, so
// that anyone can hold our reader against another.

import Feed
import Formats
import Foundation
import Service

enum FeedsParseCommand: Command {
  static let spec = CommandSpec(
    ["feeds", "parse"], "Show what a feed document says, as one row of JSON",
    operands: "[FILE…]", operandCount: 0...10_000,
    options: [
      OptionSpec("--batch", nil, "read rows of JSON from standard input instead of files"),
      OptionSpec("--url", "URL", "where the files came from: the base of relative links"),
    ],
    details: """
      Reads RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0, CDF and JSON Feed in any encoding. Absent values are left out;
      times are UTC; HTML is sanitised.

      'error' is null unless there was nothing to read: no such file, bad base64, too large. What was read and is no
      feed, or breaks off, has a 'defect' that says why, and the entries that were complete. One FILE that is no feed
      makes the exit code 1.

      A row of --batch is {"file": PATH} or {"base64": DOCUMENT}, and may have "key", "url" and "http_headers". With
      "format": "mastodon", "bluesky" or "x" the document is an answer of that network's API (a timeline, a thread, a
      search, …), and entries have "engagement", "reposted_by", "reply_to" and "quoted" as well.

        gleaner feeds parse feed.xml
        gleaner feeds parse --batch < cases.jsonl > rows.jsonl
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let isBatch = invocation.has("--batch")
    guard isBatch || !invocation.operands.isEmpty else {
      throw UsageError("'feeds parse' needs FILE… or --batch")
    }
    guard !isBatch || invocation.operands.isEmpty else {
      throw UsageError("--batch reads standard input and takes no files")
    }
    do {
      return try await StandardOutput.write { output in
        isBatch
          ? try batch(output) : try files(invocation.operands, invocation.value("--url"), output)
      }
    } catch let error as OutputError where error.code == .closed {
      return .done
    }
  }

  private static func files(
    _ paths: [String], _ url: String?, _ output: StandardOutput
  ) throws -> ExitCode {
    var failed = false
    for path in paths {
      let task = ParseTask(key: .string(path), file: path, url: url)
      var row = JSONRow(to: output)
      failed = !task.answer(&row) || failed
      try row.finish()
    }
    return failed && paths.count == 1 ? .failed : .done
  }

  private static func batch(_ output: StandardOutput) throws -> ExitCode {
    var lines = LineReader()
    while let line = try lines.next() {
      if line.allSatisfy({ $0 <= 0x20 }) { continue }
      var row = JSONRow(to: output)
      answer(line, number: lines.line, &row)
      try row.finish()
      // Who sends one document at a time waits for its row.
      try output.flush()
    }
    return .done
  }

  private static func answer(_ line: [UInt8], number: Int, _ row: inout JSONRow) {
    do throws(JSONError) {
      _ = ParseTask(try JSONValue(parsing: line, line: number), line: number).answer(&row)
    } catch {
      FeedRow.failure(&row, key: .null, "\(error)", line: number)
    }
  }
}
