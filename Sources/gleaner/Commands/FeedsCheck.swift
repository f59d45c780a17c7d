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
      row, and when it is asked again by itself. A server that asked for patience is not asked before. \
      A timeline is asked as its account, and its newest posts are shown; on X that costs a little.

      Exits with 1 when a source failed. --json rows carry source, name, file, line, ok, title, format, entries, newest, \
      problem, cause, failures, last_pull, next_pull, gone, moved_to, newest_posts [text], flaws [{"code", "message"}].
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let list = try SourceList.load(workspace.location)
    let chosen = try await choice(
      invocation.operands, SourceLookup(list: list, invocation: invocation))
    let checked = try await check(chosen, workspace)
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
  private typealias Past = (sources: [String: StoredSource], hosts: [String: HostState])

  private static func check(
    _ chosen: [Chosen], _ workspace: OpenWorkspace
  ) async throws -> [CheckedSource] {
    let past = try await past(chosen.map(\.source), workspace)
    let findings = try await findings(of: chosen.map(\.source), past, workspace)
    return chosen.map {
      CheckedSource(
        $0.source, at: $0.place, finding: findings[$0.source.address],
        stored: past.sources[$0.source.address], now: workspace.now)
    }
  }

  /// What the sources are now, by address; those that are not to be asked now have nothing, or say why.
  private static func findings(
    of sources: [Source], _ past: Past, _ workspace: OpenWorkspace
  ) async throws -> [String: ProbeFinding] {
    var findings: [String: ProbeFinding] = [:]
    var asked: [Source] = []
    var timelines: [Source] = []
    for source in sources {
      let stored = past.sources[source.address]
      guard !isPatient(stored, now: workspace.now) else { continue }
      guard source.timeline == nil else {
        timelines.append(source)
        continue
      }
      if let pause = pause(of: stored?.asked ?? source.address, past.hosts, workspace.now) {
        if stored?.error == nil { findings[source.address] = .failed(pause) }
      } else {
        asked.append(source)
      }
    }
    let client = OpenWorkspace.client
    let probe = SourceProbe(client: client, root: workspace.location.root, now: workspace.now)
    for (source, finding) in zip(asked, try await probe.run(asked)) {
      findings[source.address] = finding
    }
    for (source, finding) in zip(timelines, try await look(at: timelines, workspace)) {
      findings[source.address] = finding
    }
    return findings
  }

  /// Timelines are asked one after the other: each belongs to an account with limits of its own.
  private static func look(
    at timelines: [Source], _ workspace: OpenWorkspace
  ) async throws -> [ProbeFinding] {
    guard !timelines.isEmpty else { return [] }
    return try await workspace.withDatabase { database in
      let probe = workspace.timelineProbe(database)
      var findings: [ProbeFinding] = []
      for source in timelines { findings.append(await probe.look(at: source)) }
      return findings
    }
  }

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

  /// What earlier pulls found, of sources by address and of domains by name; empty where nothing was ever pulled.
  private static func past(
    _ sources: [Source], _ workspace: OpenWorkspace
  ) async throws -> Past {
    guard workspace.hasDatabase, !sources.isEmpty else { return ([:], [:]) }
    do {
      let (rows, hosts) = try await workspace.withDatabase {
        (try await $0.stored(sources), try await $0.hosts())
      }
      return (Dictionary(rows.map { ($0.source.address, $0) }) { first, _ in first }, hosts)
    } catch let error where !(error is CancellationError || error is Interruption) {
      workspace.say("what earlier pulls found cannot be read: \(error)")
      return ([:], [:])
    }
  }

  /// Why nothing of the domain of an address is asked now; nil when it may be.
  private static func pause(
    of address: String, _ hosts: [String: HostState], _ now: Date
  ) -> PullFailure? {
    guard let domain = RegistrableDomain(address: address),
      let end = hosts[domain.name]?.pause(at: now)
    else { return nil }
    return PullFailure(
      .throttled,
      "not asked now: \(domain) asked for fewer requests; it may be asked again "
        + Ago.ahead(end, now: now), notBefore: end)
  }

  /// Whether the server asked to be left alone for now, or wants a person.
  private static func isPatient(_ stored: StoredSource?, now: Date) -> Bool {
    guard let stored, let cause = stored.cause, let next = stored.nextPullAt else { return false }
    return [.throttled, .blocked].contains(cause.kind) && next > now
  }
}
