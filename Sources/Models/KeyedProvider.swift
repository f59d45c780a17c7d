// A provider with its key, as it is used for one run.

import Service

/// A provider that can be called.
package struct KeyedProvider: Sendable {
  package let provider: ModelProvider
  package let key: KeyPlace.Finding

  /// Looks its key up, once.
  package init(_ provider: ModelProvider, environment: [String: String]) {
    self.provider = provider
    key = KeyPlace.find(provider.keyName, environment: environment)
  }

  /// Another model of a provider whose key is known.
  package init(_ provider: ModelProvider, key: KeyPlace.Finding) {
    self.provider = provider
    self.key = key
  }

  /// Its tokens' price.
  var price: PriceList { provider.price ?? .free }

  var authorization: String? {
    if case .present(let key) = key { key.authorization } else { nil }
  }

  /// What is missing, where something is.
  var missing: ModelError? {
    guard case .missing(let why) = key else { return nil }
    return ModelError(.key, why, context: provider.name)
  }

  /// How a refused key is told: by its place.
  var keyRefused: String {
    provider.keyName.map { "the key in \($0) is not accepted" }
      ?? "it wants a key; 'key' names the environment variable that holds one"
  }

  /// A server's words without the key.
  func mask(_ text: String) -> String {
    if case .present(let key) = key { key.mask(text) } else { text }
  }

  /// An answer without the key; a word that is no secret stays, for answers may be about it.
  func mask(_ json: JSONValue) -> JSONValue {
    if case .present(let key) = key, key.isSecret { key.mask(json) } else { json }
  }
}
