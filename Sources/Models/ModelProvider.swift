// One entry of `models:` in the settings: a model behind an address. It names the place of a key and never holds one.

private import Foundation
private import HTTP

/// A model that can be asked.
package struct ModelProvider: Sendable, Hashable {
  /// What it is called in lists, messages and records; unique.
  package let name: String
  /// The address that `/chat/completions` is appended to, without a slash at its end.
  package let url: String
  /// The model as the provider calls it.
  package let model: String
  /// The environment variable that holds its key; nil where none is needed.
  package let keyName: String?
  /// For one answer, from the request to its last byte.
  package let timeout: Duration
  /// Nil where nothing is paid.
  package let price: PriceList?
  /// Requests a minute; nil for as many as there are.
  package let perMinute: Int?

  package static let standardTimeout = Duration.seconds(30)

  package init(
    name: String, url: String, model: String, keyName: String? = nil,
    timeout: Duration = standardTimeout, price: PriceList? = nil, perMinute: Int? = nil
  ) {
    self.name = name
    self.url = url
    self.model = model
    self.keyName = keyName
    self.timeout = timeout
    self.price = price
    self.perMinute = perMinute
  }

  /// The host of the address, for people.
  package var host: String { (try? URLReference(url))?.host ?? "?" }

  /// The host, and the port where the address names one: two servers on one machine are two.
  package var place: String {
    let rest = url.range(of: "://").map { url[$0.upperBound...] } ?? url[...]
    return String(rest.prefix { $0 != "/" })
  }

  /// Where the host answers for itself: some take what others refuse.
  var isOpenRouter: Bool { host == "openrouter.ai" }
}
