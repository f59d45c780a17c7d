// What a run is told of embedding: which space is wanted, and who can still be asked for another one.

package import Foundation
package import HTTP
package import Models
package import Store
package import Workspace

/// Where vectors come from.
package struct EmbeddingOrder: Sendable {
  /// What the settings ask for.
  package let wanted: EmbeddingChoice
  /// Whoever the settings name: the one of ``wanted``, and those who may have made other spaces.
  private let providers: [KeyedProvider]
  private let loadFolder: EncoderLoader
  package let budget: Budget
  /// The time zone that days and months of the budget are those of.
  package let zone: String

  /// `models` are those of the settings with their keys; `own` is the provider of ``wanted`` with its key.
  package init(
    _ wanted: EmbeddingChoice, own: KeyedProvider? = nil, models: [KeyedProvider] = [],
    budget: Budget = .standard, zone: String = "UTC", loadFolder: @escaping EncoderLoader
  ) {
    self.wanted = wanted
    self.loadFolder = loadFolder
    self.budget = budget
    self.zone = zone
    // Its own price first: that of the chat model beside it is another.
    providers = [own].compactMap(\.self) + models
  }

  /// The name of the space that is wanted.
  package var space: String { wanted.space }

  /// What the books of spaces say of the wanted one.
  var maker: (provider: String?, dimensions: Int?) {
    guard case .remote(let model) = wanted else { return (nil, nil) }
    return (model.provider.name, model.dimensions)
  }

  /// Enters what is wanted among the spaces of a database; gives the one that everything is compared in.
  package func settle(_ database: Database, at now: Date) async throws -> String {
    try await database.enterSpace(
      space, provider: maker.provider, dimensions: maker.dimensions, at: now)
    return try await database.workingSpace(wanted: space)
  }

  /// Who makes vectors of a space; a space whose maker the settings do not name any more has none.
  ///
  /// Without a `purse` nobody elsewhere is asked.
  package func embedder(
    of name: String, in database: Database, client: Client, purse: (any Purse)?,
    onNote: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws -> any Embedder {
    let known = try await database.space(name)
    if case .folder(let folder) = wanted, folder == name {
      return LocalEmbedder(folder, isDispensable: false, load: loadFolder)
    }
    guard let provider = name == space ? maker.provider : known?.provider else {
      return LocalEmbedder(name, isDispensable: true, load: loadFolder)
    }
    guard let keyed = providers.first(where: { $0.provider.name == provider }),
      let model = model(name, keyed.provider, known?.dimensions)
    else {
      return SilentEmbedder(
        space: name,
        why: ModelError(
          .settings, "'\(provider)', which made its vectors, is not in gleaner.yaml any more",
          context: name))
    }
    guard let purse else {
      let why = ModelError(.noModel, "nobody elsewhere is asked in a dry run", context: name)
      return SilentEmbedder(space: name, why: why)
    }
    let own = KeyedProvider(model.provider, key: keyed.key)
    return RemoteEmbedder(
      Embeddings(model, key: own, client: client, purse: purse, onNote: onNote))
  }

  /// The model that made a space, as its provider is reached now.
  private func model(
    _ name: String, _ provider: ModelProvider, _ dimensions: Int?
  ) -> EmbeddingModel? {
    if case .remote(let model) = wanted, model.space == name { return model }
    guard let dimensions, let end = name.range(of: "@\(dimensions)", options: .backwards) else {
      return nil
    }
    let version = Int(name[end.upperBound...].dropFirst()) ?? 1
    let asked = ModelProvider(
      name: provider.name, url: provider.url, model: String(name[..<end.lowerBound]),
      keyName: provider.keyName, timeout: provider.timeout, price: provider.price,
      perMinute: provider.perMinute)
    return EmbeddingModel(asked, dimensions: dimensions, version: version)
  }
}
