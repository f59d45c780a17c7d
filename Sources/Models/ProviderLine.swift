// The way of one call: its place among the calls of a minute, the money set aside, the exchange, the bill; and the same
// again after a pause where a failure may pass.

import Service

/// An open line to one provider.
struct ProviderLine: Sendable {
  /// What is to be sent, and what it may cost at most.
  struct Call: Sendable {
    let letter: ModelTransport.Letter
    let estimate: TokenCount
  }

  /// What came of it.
  struct Outcome: Sendable {
    let json: JSONValue
    let time: Duration
    /// What it cost; where the provider did not count, what it may have cost at most.
    let cost: Double
    let tokens: TokenCount?
  }

  let lineup: Lineup
  let index: Int
  let purpose: String

  var line: KeyedProvider { lineup.providers[index] }
  var dialect: Dialect { lineup.state(at: index).dialect }

  func learn(_ dialect: Dialect) { lineup.change(at: index) { $0.dialect = dialect } }

  /// Makes a call, and makes it again while its failure may pass.
  func carryOut(_ call: Call) async throws -> Outcome {
    var tries = 1
    while true {
      do {
        return try await once(call)
      } catch let setback as Setback where setback.course == .again {
        let pause = lineup.patience.pause(
          after: tries, asked: setback.retryAfter, dice: lineup.timing.dice())
        guard let pause else { throw setback }
        try await lineup.timing.sleep(pause)
        tries += 1
      }
    }
  }

  private func once(_ call: Call) async throws -> Outcome {
    try await waitForTurn()
    let most = line.price.cost(call.estimate)
    let reservation = try await reserve(most)
    do {
      let reply = try await lineup.transport.send(call.letter, to: line)
      let bill = UsageReading.bill(reply.json, line.price)
      if let bill { try await settle(reservation, bill) }
      return Outcome(
        json: reply.json, time: reply.time, cost: bill?.cost ?? most, tokens: bill?.tokens)
    } catch let setback as Setback where setback.isFree {
      try await settle(reservation, .nothing)
      throw setback
    }
  }

  private func waitForTurn() async throws {
    let (now, perMinute) = (lineup.timing.now, line.provider.perMinute)
    while let wait = lineup.change(at: index, { $0.turn(at: now(), perMinute: perMinute) }) {
      try await lineup.timing.sleep(wait)
    }
  }

  /// Without money set aside no call is made, nor where the books cannot be kept.
  private func reserve(_ amount: Double) async throws -> Int64 {
    let provider = line.provider
    let payee = Payee(provider: provider.name, model: provider.model, purpose: purpose)
    do {
      return try await lineup.purse.reserve(amount, for: payee)
    } catch let refusal as BudgetRefusal {
      throw budget(refusal)
    } catch {
      throw ledger(error)
    }
  }

  private func settle(_ reservation: Int64, _ bill: Bill) async throws {
    do { try await lineup.purse.settle(reservation, bill) } catch { throw ledger(error) }
  }

  /// The next provider may cost less; a budget of nothing is for all of them.
  private func budget(_ refusal: BudgetRefusal) -> any Error {
    if refusal.limit <= 0 {
      return Setback(.budget, "\(refusal)", at: "", course: .end, isFree: true)
    }
    return Setback(.budget, "\(refusal)", at: line.provider.name, course: .next, isFree: true)
  }

  private func ledger(_ error: any Error) -> any Error {
    if error is CancellationError { return error }
    return Setback(
      .ledger, "the cost cannot be recorded: \(error)", at: "", course: .end,
      isFree: true, cause: error)
  }
}
