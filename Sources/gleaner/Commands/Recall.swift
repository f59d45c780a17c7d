// `gleaner recall QUERY`: finds passages of one's own by what they mean and by what they say.

import Embedding
import Feed
import Foundation
import Memory
import Pipeline
import Service
import Store
import Workspace

enum RecallCommand: Command {
  /// The model reads no more than about a thousand; what is longer is a document and no question.
  private static let longest = 4_000
  /// Nobody changes the space more often while one question is answered.
  private static let changesMax = 3

  static let spec = CommandSpec(
    ["recall"], "Search your notes, messages and likes by meaning and by words",
    operands: "QUERY…", operandCount: 0...1_000, takesDashedOperands: true,
    options: [
      OptionSpec("--origin", "LIST", "only from there: file, slack, whatsapp … (by commas)"),
      OptionSpec("--kind", "LIST", "only these: documents, messages, likes"),
      OptionSpec("--by", "NAME", "only what was said or written by them; 'me' for yourself"),
      OptionSpec("--tag", "LIST", "only likes with one of these tags (by commas)"),
      OptionSpec("--since", "TIME", "only what was said or written since: 7d, or a time"),
      OptionSpec("--until", "TIME", "only what was said or written before"),
      OptionSpec("--context", "N", "passages shown around each; 10 messages, else none"),
      OptionSpec("--limit", "N", "at most this many; default 10"),
      OptionSpec("--probe", nil, "measure how much the index over the vectors finds"),
      OpenWorkspace.nowOption, OpenWorkspace.jsonOption,
    ],
    details: """
      Words need not occur, but what says them comes first; the rarer a word, the more it counts. What stands in \
      double quotes must occur exactly so, and a word with a minus must not occur. What was remembered and not yet \
      embedded is embedded first. A like that you keep in two services is shown once. Where no time is known, that of the import counts.

        gleaner recall why the crust stayed pale
        gleaner recall '"sourdough starter" fridge -rye' --kind messages --by Anna --since 52w

      --json rows carry title, text, kind, origin, also_in (other services with the same like), tags, key, url, speaker, own, said_at, imported_at, similarity (0 … 1), \
      matched (words of the question), rank_by_meaning, rank_by_words, excerpt, and context: what stands before and \
      after, with offset, speaker, own, said_at and text.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    if invocation.has("--probe") {
      try await RecallProbe(workspace, asJSON: invocation.has("--json")).run(invocation)
      return .done
    }
    let text = try query(invocation)
    let question = RecallQuestion(text)
    guard !question.meaning.isEmpty else {
      throw UsageError("the question only says what must not occur; add what you look for")
    }
    guard !(question.words + question.phrases).isEmpty else {
      throw UsageError("the question has no word in it; say what you look for")
    }
    let found = try await search(question, invocation, workspace)
    let listing = RecallListing(
      question: question, zone: workspace.settings.timeZone, terminal: .output)
    try await StandardOutput.write { output in
      if invocation.has("--json") {
        for passage in found ?? [] { try output.row(listing.row(passage)) }
      } else {
        for line in listing.lines(found ?? []) { try output.line(line) }
      }
    }
    if found == nil {
      workspace.say("nothing is remembered yet; 'gleaner remember PATH' reads notes and likes")
    } else if found?.isEmpty == true {
      workspace.say("nothing in memory fits; leave out a filter, a quote or a minus")
    }
    return .done
  }

  private static func search(
    _ question: RecallQuestion, _ invocation: Invocation, _ workspace: OpenWorkspace
  ) async throws -> [Recollection]? {
    var request = RecollectionRequest()
    request.limit = try invocation.number("--limit", in: 1...10_000) ?? request.limit
    if let around = try invocation.number("--context", in: 0...1_000) {
      request.messagesAround = around
      request.passagesAround = around
    }
    let options = try RecallFilter(invocation, now: workspace.now)
    return try await workspace.withDatabase { database in
      guard try await !database.origins().isEmpty else { return nil }
      if try await database.isWithoutSubject(question) {
        throw UsageError(
          "the question has only words that every text has; add what it is about, or put them in double quotes to find "
            + "exactly these")
      }
      var request = request
      request.filter = try await options.filter(in: database)
      return try await answer(question, request, database, workspace)
    }
  }

  private static func query(_ invocation: Invocation) throws -> String {
    let query = invocation.operands.joined(separator: " ")
    guard query.contains(where: { !$0.isWhitespace }) else {
      throw UsageError("the question is empty; usage: gleaner recall QUERY…")
    }
    guard query.count <= longest else {
      throw UsageError("the question has \(query.count) characters, expected at most \(longest)")
    }
    return query
  }

  /// In one space from end to end: where another has taken its place in between, once more in that one.
  private static func answer(
    _ question: RecallQuestion, _ request: RecollectionRequest, _ database: Database,
    _ workspace: OpenWorkspace
  ) async throws -> [Recollection] {
    for _ in 0..<changesMax {
      let memory = try await MemoryEmbedding(workspace, database)
      try await memory.run()
      let found = try await database.recollections(
        of: question, near: try await memory.vector(of: question.meaning), model: memory.space,
        request)
      if try await workspace.space(in: database) == memory.working { return found }
    }
    return try await database.recollections(of: question, near: nil, model: "", request)
  }
}
