// The examination behind `gleaner doctor`, one question after the other. A question that cannot be asked is a finding
// too: doctor itself must never fail.

import Foundation
import Models
import Pipeline
import Postgres
import Service
import Store
import Taste
import Workspace
import Embedding
import Feed

struct Examination {
  private let invocation: Invocation

  init(_ invocation: Invocation) {
    self.invocation = invocation
  }

  func run() async -> [Finding] {
    do {
      let workspace = try OpenWorkspace(invocation)
      return [workspaceFinding(workspace), files(workspace), model(workspace)]
        + keys(workspace) + (await database(workspace))
    } catch {
      return [
        .wrong(
          "workspace", "\(error)", remedy: "mend the file, or make a workspace with 'gleaner init'")
      ]
    }
  }

  private func workspaceFinding(_ workspace: OpenWorkspace) -> Finding {
    .well("workspace", "\(workspace.location.root), for \(workspace.settings.person)")
  }

  private func files(_ workspace: OpenWorkspace) -> Finding {
    do {
      let sources = try SourceList.load(workspace.location).sources
      let rules = try RuleList.load(workspace.location).rules
      guard !sources.isEmpty else {
        return .wrong(
          "sources", "none are listed",
          remedy: "write some into \(workspace.location.feeds)/feeds.yaml")
      }
      return .well(
        "sources", "\(Count.of(sources.count, "source")), \(Count.of(rules.count, "rule"))")
    } catch {
      return .wrong("sources", "\(error)", remedy: "mend the file; 'gleaner rules check' checks it")
    }
  }

  private func model(_ workspace: OpenWorkspace) -> Finding {
    switch workspace.settings.embedding {
    case .folder(let name): folder(name, workspace)
    case .remote(let model): elsewhere(model, workspace)
    }
  }

  private func folder(_ name: String, _ workspace: OpenWorkspace) -> Finding {
    do {
      let encoder = try EncoderLoading.load(name, workspace: workspace.location, threads: 1)
      let vectors = try encoder.encode(["a man eats", "a man is eating"])
      guard vectors.count == 2, vectors[0].cosine(vectors[1]) > 0.5 else {
        return .wrong("model", "\(name) gives nonsense", remedy: "remove it and run scripts/setup")
      }
      return .well("model", "\(name), \(encoder.dimensions) dimensions")
    } catch {
      return .wrong("model", "\(error)", remedy: "run scripts/setup")
    }
  }

  /// Asking it costs, and is a command of its own.
  private func elsewhere(_ model: EmbeddingModel, _ workspace: OpenWorkspace) -> Finding {
    if case .missing(let why)? = workspace.keyedEmbedding?.key {
      return .wrong("model", "\(model.provider.name) has no key for \(model.space)", remedy: why)
    }
    return .well(
      "model",
      "\(model.space) at \(model.provider.host), where all texts go; 'gleaner models check' tries it"
    )
  }

  /// Language models whose key is missing; what they can do is asked by a command of its own, since it costs.
  private func keys(_ workspace: OpenWorkspace) -> [Finding] {
    let providers = workspace.keyedProviders
    guard !providers.isEmpty else { return [] }
    let missing = providers.compactMap { keyed -> Finding? in
      guard case .missing(let why) = keyed.key else { return nil }
      return .wrong("language models", "\(keyed.provider.name) has no key", remedy: why)
    }
    guard missing.isEmpty else { return missing }
    let count = Count.of(providers.count, "is", plural: "are")
    return [
      .well("language models", "\(count) configured; 'gleaner models check' tries them")
    ]
  }

  private func database(_ workspace: OpenWorkspace) async -> [Finding] {
    do {
      let settings = workspace.settings
      let (facts, answers, search, rest) = try await workspace.withDatabase { database in
        let space = try await workspace.space(in: database)
        return (
          try await database.facts(),
          try await database.shownAnswers(model: space, prior: settings.prior),
          try await Self.search(in: database, model: space),
          try await Self.spaces(in: database, wanted: settings.embedding.space)
            + Self.accounts(try await workspace.accountRows(database))
        )
      }
      return [
        Self.version(facts), Self.failing(facts), Self.memory(facts), search,
        Self.prior(settings.prior, answers), cluster(workspace),
      ].compactMap(\.self) + rest
    } catch {
      return [
        .wrong(
          "database", "\(error)",
          remedy: "see the message; the log is in \(workspace.location.cluster)")
      ]
    }
  }

  private static func version(_ facts: DatabaseFacts) -> Finding {
    guard facts.serverVersion >= 160_000 else {
      return .wrong(
        "database", "PostgreSQL \(facts.server)", remedy: "Gleaner needs PostgreSQL 16 or newer")
    }
    return .well(
      "database", "PostgreSQL \(facts.server) with pgvector \(facts.vector), \(facts.items) items")
  }

  private static func failing(_ facts: DatabaseFacts) -> Finding? {
    guard !facts.failing.isEmpty else { return nil }
    return .wrong(
      "feeds", "failed at the last pull: \(facts.failing.joined(separator: ", "))",
      remedy: "'gleaner feeds check' says why")
  }

  private static func memory(_ facts: DatabaseFacts) -> Finding {
    guard facts.documents + facts.likes + facts.conversations > 0 else {
      return .wrong(
        "memory", "nothing is known of your taste",
        remedy: "'gleaner remember PATH' reads conversations, notes, documents and likes")
    }
    return .well(
      "memory",
      "\(Count.of(facts.documents, "document")), \(Count.of(facts.likes, "like")), "
        + Count.of(
          facts.conversations, "day or mail of conversations",
          plural: "days and mails of conversations"))
  }

  /// How `recall` looks for what is near; nothing where there is nothing to look in.
  private static func search(in database: Database, model: String) async throws -> Finding? {
    let count = try await database.passageVectorCount(model: model)
    guard count > 0 else { return nil }
    let passages = Count.of(count, "passage")
    if try await database.hasVectorIndex(of: model) {
      return .well("search", "\(passages) with an index; 'gleaner recall --probe' measures it")
    }
    let next = count < VectorIndex.worthwhile ? "" : "; the next run builds an index"
    return .well("search", "\(passages), all compared\(next)")
  }

  /// How far another space is filled, and what a model does not take.
  private static func spaces(in database: Database, wanted: String) async throws -> [Finding] {
    let change = try await SpaceProgress.of(database, wanted: wanted)
    let refused = try await database.refusedTexts(model: wanted)
    return [
      change.map { .well("vectors", $0.line) },
      refused.count == 0
        ? nil
        : .wrong(
          "vectors",
          "\(Count.of(refused.count, "text")) left out by \(wanted): \(refused.reason ?? "?")",
          remedy: "they are not decided; a local model takes every text"),
    ].compactMap(\.self)
  }

  private static func prior(_ setting: Double, _ answers: [PriorAnswer]) -> Finding {
    let learned = LearnedPrior(setting: setting, answers: answers)
    let share = "\(Figures.chance(learned.share)) of all items are expected to be wanted"
    guard learned.answers > 0 else {
      return .well(
        "prior",
        "\(share), as set; learned from \(LearnedPrior.answersMin) answers in review on, so far \(answers.count)"
      )
    }
    return .well(
      "prior", "\(share), learned from \(learned.answers) answers (set: \(Figures.chance(setting)))"
    )
  }

  /// Accounts of which it is known already that something is to be done; the networks are not asked.
  private static func accounts(_ rows: [AccountRow]) -> [Finding] {
    guard !rows.isEmpty else { return [] }
    let wrong = rows.compactMap { row in
      row.problem.map { Finding.wrong("account", row.account.name.text, remedy: $0) }
    }
    guard wrong.isEmpty else { return wrong }
    return [
      .well(
        "accounts",
        "\(Count.of(rows.count, "account")) signed in; 'gleaner accounts check' asks the networks")
    ]
  }

  private func cluster(_ workspace: OpenWorkspace) -> Finding? {
    guard workspace.settings.database == nil,
      let status = try? ClusterStatus.of(workspace.location.cluster)
    else { return nil }
    return .well(
      "cluster",
      "\(status.state.rawValue) in \(status.home), as user \(status.user), log \(status.log)")
  }
}
