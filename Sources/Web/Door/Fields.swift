// Names and values as addresses and forms carry them.

private import Feed

/// The pairs of `application/x-www-form-urlencoded`, in their order (WHATWG URL Standard, section 5.1).
package struct Fields: Sendable, Hashable {
  private let pairs: [Pair]

  private struct Pair: Sendable, Hashable {
    let name: String
    let value: String
  }

  /// More pairs than a page of ours could send.
  private static let pairsMax = 1_000

  package init() { pairs = [] }

  /// Decodes a text; nil where it has too many pairs, or bytes that are no UTF-8.
  package init?(_ text: Substring) {
    let parts = text.split(separator: "&")
    guard parts.count <= Self.pairsMax else { return nil }
    var pairs: [Pair] = []
    for part in parts {
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.text(halves[0], isForm: true),
        let value = Self.text(halves.count > 1 ? halves[1] : "", isForm: true)
      else { return nil }
      pairs.append(Pair(name: name, value: value))
    }
    self.pairs = pairs
  }

  /// The first value of a name.
  package subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

  /// All values of a name.
  package func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

  /// Every name, in order.
  package var names: [String] { pairs.map(\.name) }

  /// Decodes percent-encoding, and in forms `+` as a space; nil for what is no UTF-8, or holds a zero.
  static func text(_ raw: Substring, isForm: Bool = false) -> String? {
    let spaced = isForm ? raw.replacing("+", with: " ") : raw
    let bytes = PercentEncoding.decoded(spaced)
    guard !bytes.contains(0) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }
}
