// A purse without a database: for one process, where there is nothing yet to write into.

private import Synchronization

/// Keeps account in memory; the whole of its life counts as one run of one day.
package final class Pocket: Purse {
  private struct State {
    var entries: [Int64: Double] = [:]
    var spent = 0.0
  }

  private let budget: Budget
  private let state = Mutex(State())

  package init(_ budget: Budget) {
    self.budget = budget
  }

  /// What was paid, and what was set aside and not settled.
  package var spent: Double { state.withLock { $0.spent } }

  package func reserve(_ amount: Double, for payee: Payee) async throws -> Int64 {
    try state.withLock { state in
      let sum = Budget.Spent(run: state.spent, day: state.spent, month: state.spent)
      if let refusal = budget.refusal(of: amount, after: sum) { throw refusal }
      let number = Int64(state.entries.count + 1)
      state.entries[number] = amount
      state.spent += amount
      return number
    }
  }

  package func settle(_ reservation: Int64, _ bill: Bill) async throws {
    state.withLock { state in
      guard let amount = state.entries[reservation] else { return }
      state.spent += bill.cost - amount
      state.entries[reservation] = bill.cost
    }
  }
}
