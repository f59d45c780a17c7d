// `gleaner feeds check`: pulls sources, says what is there or what is wrong, since when, and when they are asked again.

import Feed
import Foundation
import HTTP
import Pipeline
import Service
import Store
import Workspace

enum FeedsCheckCommand: Command {
  static let spec = CommandSpec(
    ["feeds", "check"], "Pull sources and say what is wrong with them; writes nothing",
    operands: "[SOURCE…]", operandCount: 0...10_000,
    options: [OpenWorkspace.nowOption, OpenWorkspace.jsonOption],
    details: """
      SOURCE is an address or a name as 'gleaner feeds list' shows it, or the address of a feed that is not listed. \
      Without one: all sources of the workspace. Says of each what its publisher should mend, how often it failed in a \
      row, and when it is asked again by itself. A server that asked for patience is not asked before.

      Exits with 1 when a source failed. --json rows carry source, name, file, line, ok, title, format, entries, newest, \
      problem, cause, failures, last_pull, next_pull, gone, moved_to, flaws [{"code", "message"}].
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let list = try SourceList.load(workspace.location)
    let chosen = try await choice(
      invocation.operands, SourceLookup(list: list, invocation: invocation))
    let stored = try await stored(chosen.map(\.source), workspace)
    let client = Client(Client.Settings(userAgent: Version.userAgent))
    let probe = SourceProbe(client: client, root: workspace.location.root, now: workspace.now)
    let asked = chosen.filter { !isPatient(stored[$0.source.address], now: workspace.now) }
    let findings = Dictionary(
      zip(asked.map(\.source.address), try await probe.run(asked.map(\.source)))
    ) { first, _ in first }
    let checked = chosen.map {
      CheckedSource(
        $0.source, at: $0.place, finding: findings[$0.source.address],
        stored: stored[$0.source.address], now: workspace.now)
    }
    try await StandardOutput.write { output in
      for source in checked {
        if invocation.has("--json") {
          try output.row(source.row)
        } else {
          for line in source.lines { try output.line(TerminalText.clean(line)) }
        }
      }
    }
    if chosen.isEmpty {
      workspace.say("no sources in \(workspace.location.feeds); 'gleaner feeds add URL' adds one")
    }
    return checked.contains { $0.problem != nil } ? .failed : .done
  }

  private typealias Chosen = (source: Source, place: SourcePlace?)

  /// What the operands name: listed sources, and addresses that are not listed.
  private static func choice(
    _ operands: [String], _ lookup: SourceLookup
  ) async throws -> [Chosen] {
    guard !operands.isEmpty else { return lookup.list.entries.map { ($0.source, $0.place) } }
    var chosen: [Chosen] = []
    for operand in operands {
      let found = await lookup.find(operand)
      if !found.isEmpty {
        chosen += found.map { ($0.source, $0.place) }
      } else if let address = SourceAddress.feed(operand) ?? SourceAddress.guess(operand) {
        chosen.append((Source(address: address), nil))
      } else {
        throw UsageError(await lookup.refusal(operand))
      }
    }
    return chosen
  }

  /// What earlier pulls found, by address; empty where nothing was ever pulled.
  private static func stored(
    _ sources: [Source], _ workspace: OpenWorkspace
  ) async throws -> [String: StoredSource] {
    let isThere = FileManager.default.fileExists(atPath: workspace.location.cluster)
    guard workspace.settings.database != nil || isThere, !sources.isEmpty else { return [:] }
    do {
      let rows = try await workspace.withDatabase { try await $0.stored(sources) }
      return Dictionary(rows.map { ($0.source.address, $0) }) { first, _ in first }
    } catch let error where !(error is CancellationError || error is Interruption) {
      workspace.say("what earlier pulls found cannot be read: \(error)")
      return [:]
    }
  }

  /// Whether the server asked to be left alone for now, or wants a person.
  private static func isPatient(_ stored: StoredSource?, now: Date) -> Bool {
    guard let stored, let cause = stored.cause, let next = stored.nextPullAt else { return false }
    return [.throttled, .blocked].contains(cause.kind) && next > now
  }
}
