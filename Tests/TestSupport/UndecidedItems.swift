// The work of a run, all at once.

package import Store

extension Database {
  /// The first items that wait for a decision, with all that rules look at.
  package func undecidedItems(_ basis: DecisionBasis, limit: Int) async throws -> [UndecidedItem] {
    let ids = try await undecided(basis)
    return try await undecidedItems(
      Array(ids.prefix(limit)), model: basis.model, forRules: true)
  }

  /// How many items wait for a decision.
  package func undecidedCount(_ basis: DecisionBasis) async throws -> Int {
    try await undecided(basis).count
  }
}
