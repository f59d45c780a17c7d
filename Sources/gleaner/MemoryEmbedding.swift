// Embedding outside of a run: what was just remembered, and questions. Where nobody can be asked, that is said, and words
// have to do.

import Embedding
import Feed
import Foundation
import HTTP
import Models
import Pipeline
import Service
import Store
import Workspace

/// Embeds memory and questions in one space.
struct MemoryEmbedding {
  /// The space that everything is compared in.
  let working: String
  /// The space that questions are put in: the working one, or where nobody can make its vectors any more the wanted one
  /// as far as it goes.
  let space: String
  private let stage: EmbedStage
  private let listener: RunListener
  private let workspace: OpenWorkspace

  init(_ workspace: OpenWorkspace, _ database: Database) async throws {
    let listener = RunListener(workspace.console)
    let client = OpenWorkspace.client
    let order = workspace.embedding
    working = try await order.settle(database, at: workspace.now)
    let purse = Spending(
      database, budget: order.budget, run: UUID().uuidString, zone: order.zone)
    var embedder = try await order.embedder(
      of: working, in: database, client: client, purse: purse
    ) { listener.hear(.modelFailed($0)) }
    if embedder is SilentEmbedder {
      embedder = try await order.embedder(
        of: order.space, in: database, client: client, purse: purse)
    }
    space = embedder.space
    stage = EmbedStage(
      database: database, embedder: embedder, owners: [.passage], observe: { listener.hear($0) })
    self.listener = listener
    self.workspace = workspace
  }

  /// Embeds what has no vector yet, and says what has to wait; gives how many texts have one now.
  @discardableResult
  func run() async throws -> Int {
    defer { listener.finish() }
    let report = try await stage.run()
    listener.finish()
    if let why = report.halt { workspace.say("not everything is embedded yet: \(why)") }
    return report.embedded
  }

  /// The vector of a question; nil, and said, where there is none.
  func vector(of text: String) async throws -> Vector? {
    do {
      if let vector = try await stage.vector(of: text) { return vector }
      workspace.say("found by words alone: the embedding model does not take the question")
    } catch let error as ModelError {
      workspace.say("found by words alone: \(error)")
    }
    return nil
  }
}

extension OpenWorkspace {
  /// Who makes vectors, as the settings have it.
  var embedding: EmbeddingOrder {
    let threads = ProcessInfo.processInfo.activeProcessorCount
    return EmbeddingOrder(
      settings.embedding, own: keyedEmbedding, models: keyedProviders, budget: settings.budget,
      zone: settings.timeZone.identifier
    ) { folder in
      try EncoderLoading.load(folder, workspace: location, threads: threads)
    }
  }

  /// The embedding model elsewhere with its key; nil where vectors are made here.
  var keyedEmbedding: KeyedProvider? {
    guard case .remote(let model) = settings.embedding else { return nil }
    return KeyedProvider(model.provider, environment: ProcessInfo.processInfo.environment)
  }

  /// Numbers of a vector of the model in the settings.
  func dimensions() throws -> Int {
    switch settings.embedding {
    case .remote(let model): model.dimensions
    case .folder(let name):
      try EncoderLoading.load(name, workspace: location, threads: 1).dimensions
    }
  }
}
