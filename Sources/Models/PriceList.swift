// What tokens cost. Prices are those that providers publish, for a million tokens, in whatever currency they are in.

/// The price of a model's tokens.
package struct PriceList: Sendable, Hashable {
  /// For a million tokens that it reads.
  package let input: Double
  /// For a million tokens that it writes.
  package let output: Double

  package init(input: Double, output: Double) {
    self.input = input
    self.output = output
  }

  /// What a machine of one's own asks for.
  package static let free = PriceList(input: 0, output: 0)

  package func cost(_ tokens: TokenCount) -> Double {
    (Double(tokens.input) * input + Double(tokens.output) * output) / 1_000_000
  }
}

/// Tokens of one exchange.
package struct TokenCount: Sendable, Hashable {
  package var input: Int
  package var output: Int

  package init(input: Int, output: Int) {
    self.input = input
    self.output = output
  }

  static func + (a: TokenCount, b: TokenCount) -> TokenCount {
    TokenCount(input: a.input + b.input, output: a.output + b.output)
  }
}
