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

  /// Pairs that were decoded elsewhere, as in a form that carries files.
  init(_ pairs: [(name: String, value: String)]) {
    self.pairs = pairs.map { Pair(name: $0.name, value: $0.value) }
  }

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

  /// Everything but letters, digits and the four marks of RFC 3986, section 2.3, as its bytes.
  static func encoded(_ text: String) -> String {
    text.utf8.map { byte -> String in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        return String(UnicodeScalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        return "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }.joined()
  }

  /// Decodes percent-encoding, and in forms `+` as a space; nil for what is no UTF-8, or holds a zero.
  static func text(_ raw: Substring, isForm: Bool = false) -> String? {
    let spaced = isForm ? raw.replacing("+", with: " ") : raw
    let bytes = PercentEncoding.decoded(spaced)
    guard !bytes.contains(0) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }
}
