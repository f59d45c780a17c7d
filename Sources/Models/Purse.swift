// Money is set aside before a call and settled after it. Whoever is killed in between has spent what was set aside, so
// sums are never too small.

/// Keeps what models may cost.
package protocol Purse: Sendable {
  /// Sets an amount aside, durably, and gives its number; throws ``BudgetRefusal`` where it would be too much.
  func reserve(_ amount: Double, for payee: Payee) async throws -> Int64
  /// Replaces what was set aside by what was paid; what is never settled stays spent.
  func settle(_ reservation: Int64, _ bill: Bill) async throws
}

/// Whom a call is made to, and what for.
package struct Payee: Sendable, Hashable {
  package let provider: String
  package let model: String
  /// As in `judge`.
  package let purpose: String

  package init(provider: String, model: String, purpose: String) {
    self.provider = provider
    self.model = model
    self.purpose = purpose
  }
}

/// What a call has cost.
package struct Bill: Sendable, Hashable {
  package let cost: Double
  /// Nil where the provider did not count.
  package let tokens: TokenCount?

  package init(cost: Double, tokens: TokenCount?) {
    self.cost = cost
    self.tokens = tokens
  }

  /// A call that was refused: providers charge for answers.
  package static let nothing = Bill(cost: 0, tokens: nil)
}
