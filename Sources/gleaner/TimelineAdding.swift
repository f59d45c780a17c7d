// From what somebody typed to a timeline that can be read: which account sees it, what a handle stands for, and whether
// there is anything.

import Feed
import Foundation
import Pipeline
import Service
import Social
import Store
import Workspace

/// Adds a timeline.
struct TimelineAdding {
  /// The options that say which timeline of an account it is.
  static let options = [
    OptionSpec("--list", "ID", "of an account: this list, by its number or at-URI"),
    OptionSpec("--hashtag", "WORD", "of a Mastodon account: what its server has under this tag"),
    OptionSpec("--feed", "URI", "of a Bluesky account: this feed, by its at-URI"),
    OptionSpec("--user", "NAME", "of an X account: what this user writes"),
    OptionSpec("--account", "NAME", "of a pasted page: who is to read it, where several could"),
  ]

  let workspace: OpenWorkspace
  let invocation: Invocation
  let list: SourceList

  private var operand: String { invocation.operands[0] }

  /// A timeline, with what it has now where that was asked.
  struct Found {
    let draft: SourceDraft
    let sources: [Source]
    let found: FoundFeeds?
  }

  enum Result {
    case found(Found)
    /// It has been said why not.
    case refused
    /// The operand means no timeline.
    case none
  }

  /// Finds out what the operand means.
  func run() async throws -> Result {
    let options = ["--list", "--hashtag", "--feed", "--user", "--account"].filter(invocation.has)
    let isPlain = TimelineReference(operand, accounts: [:]) != nil
    let isFile = FileManager.default.fileExists(atPath: operand)
    guard !isFile, isPlain || !options.isEmpty || TimelineReference.maybe(operand) else {
      return .none
    }
    guard workspace.hasDatabase || isPlain || !options.isEmpty else { return .none }
    return try await workspace.withDatabase { try await run($0, options) }
  }

  private func run(_ database: Database, _ options: [String]) async throws -> Result {
    let accounts = try await database.accounts()
    let servers = Dictionary(uniqueKeysWithValues: accounts.map { ($0.name, $0.server) })
    guard var reference = TimelineReference(operand, accounts: servers) else {
      guard let option = options.first else { return .none }
      throw UsageError(
        "\(option) belongs to an account, and '\(TerminalText.excerpt(operand, limit: 100))' is none; "
          + "expected \(AccountName.shape)")
    }
    if invocation.has("--allow-private") {
      throw UsageError(
        "'--allow-private' is for feeds; for a timeline write 'allow_private: true' beside its account, in gleaner.yaml"
      )
    }
    try refine(&reference)
    guard let name = try reader(of: reference, accounts) else { return .refused }
    let account = accounts.first { $0.name == name }
    guard account != nil || invocation.has("--no-check") else {
      workspace.say("gleaner: \(name.signedOut)")
      workspace.say("nothing was written; --no-check adds it all the same")
      return .refused
    }
    guard let subject = try await resolved(reference.subject, account, database) else {
      return .refused
    }
    let server = name.network == .mastodon ? "https://\(name.host)" : nil
    return try await look(at: TimelinePlace(name, subject, server: server), database)
  }

  /// Takes in what the options say.
  private func refine(_ reference: inout TimelineReference) throws {
    let given: [(String, (String) -> TimelinePlace.Subject, Set<Network>)] = [
      ("--list", { .list($0) }, [.mastodon, .bluesky, .x]),
      ("--hashtag", { .tag($0) }, [.mastodon]),
      ("--feed", { .feed($0) }, [.bluesky]), ("--user", { .user($0) }, [.x]),
    ]
    let found = given.filter { invocation.has($0.0) }
    guard let (option, make, networks) = found.first else { return }
    guard found.count == 1, reference.subject == .home else {
      throw UsageError(
        "which timeline? expected an account and at most one of --list, --hashtag, --feed, --user")
    }
    guard networks.contains(reference.network) else {
      throw UsageError("'\(option)' is nothing that \(reference.network.name) has")
    }
    let value = invocation.value(option) ?? ""
    let pasted = TimelineReference(value, accounts: [:])?.subject
    reference.subject = pasted.flatMap { $0 == .home ? nil : $0 } ?? make(value)
  }

  /// Who is to read it; nil after saying why nobody is.
  private func reader(
    of reference: TimelineReference, _ accounts: [StoredAccount]
  ) throws -> AccountName? {
    if let text = invocation.value("--account") {
      guard let name = AccountName(text), name.network == reference.network else {
        throw UsageError(
          "'\(TerminalText.excerpt(text, limit: 60))' is no account on \(reference.network.name)")
      }
      return name
    }
    if let name = reference.account { return name }
    let able = accounts.filter { $0.name.network == reference.network }.map(\.name)
    if able.count == 1 { return able[0] }
    let network = reference.network
    workspace.say(
      able.isEmpty
        ? "gleaner: that is a timeline of \(network.name), and nobody is signed in there; "
          + "'gleaner accounts add \(network.rawValue)' signs in"
        : "gleaner: several of your accounts could read it; say which, as in --account \(able[0])")
    return nil
  }

  /// The same with a DID where a handle stood; nil after saying why there is none.
  private func resolved(
    _ subject: TimelinePlace.Subject, _ account: StoredAccount?, _ database: Database
  ) async throws -> TimelinePlace.Subject? {
    guard let handle = subject.handle else { return subject }
    guard let account else {
      workspace.say(
        "gleaner: \(handle) has to be looked up first, and nobody is signed in to do so")
      return nil
    }
    do {
      let line = try workspace.line(to: account, database, OpenWorkspace.client)
      return subject.under(try await line.did(of: handle))
    } catch let error as SocialError {
      workspace.say("gleaner: \(handle): \(error.message)")
      return nil
    }
  }

  private func look(at place: TimelinePlace, _ database: Database) async throws -> Result {
    let name = invocation.value("--name").flatMap { $0.isEmpty ? nil : $0 }
    let draft = SourceDraft(
      place, name: name, tags: invocation.values("--tag").filter { !$0.isEmpty })
    let sources = try draft.sources(in: workspace.location)
    guard !FeedsAddCommand.isListed(sources, in: list, workspace) else { return .refused }
    guard !invocation.has("--no-check"), let source = sources.first else {
      return .found(Found(draft: draft, sources: sources, found: nil))
    }
    switch await workspace.timelineProbe(database).look(at: source) {
    case .feed(let feed):
      if let defect = feed.defect { workspace.say("\(feed.title ?? operand): \(defect)") }
      let found = FoundFeeds(
        title: feed.title, sources: 1, entries: feed.entries, newest: feed.newest)
      return .found(Found(draft: draft, sources: sources, found: found))
    case .page(_, _, let failure), .failed(let failure):
      workspace.say("gleaner: \(place.words()): \(failure.message)")
      workspace.say("nothing was written; --no-check adds it all the same")
      return .refused
    }
  }
}

extension OpenWorkspace {
  /// Looks at timelines as those who are signed in.
  func timelineProbe(_ database: Database) -> TimelineProbe {
    TimelineProbe(
      lines: accountLines(database, Self.client), terms: settings.x, database: database, now: now)
  }
}
