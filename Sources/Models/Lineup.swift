// The providers in their order, for one run: whoever can be asked is asked, and what each call taught is remembered.
// Nothing here knows what is asked; chat and embeddings go the same way.

package import HTTP
private import Synchronization

/// The providers of a run.
package final class Lineup: Sendable {
  package let providers: [KeyedProvider]
  let transport: ModelTransport
  let purse: any Purse
  let timing: Timing
  let patience: Patience
  private let states: Mutex<[ProviderState]>
  private let onNote: @Sendable (String) -> Void

  /// `onNote` is told, once for each, of providers that are not asked any more.
  package init(
    _ providers: [KeyedProvider], client: Client, purse: any Purse, timing: Timing = .real,
    patience: Patience = Patience(), onNote: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.providers = providers
    self.purse = purse
    self.timing = timing
    self.patience = patience
    self.onNote = onNote
    transport = ModelTransport(client: client, timing: timing)
    states = Mutex(Array(repeating: ProviderState(), count: providers.count))
  }

  /// What has been learned of the provider at a place.
  package func state(at index: Int) -> ProviderState { states.withLock { $0[index] } }

  func change<Value: Sendable>(
    at index: Int, _ body: (inout ProviderState) -> Value
  ) -> Value {
    states.withLock { body(&$0[index]) }
  }

  /// Gives `work` a line to one provider after the other until it is done.
  ///
  /// Throws ``ModelError``, or `CancellationError`.
  func ask<Value>(
    for purpose: String, _ work: (ProviderLine) async throws -> Value
  ) async throws -> Value {
    var reasons: [ModelError] = []
    for index in providers.indices {
      let obstacle = providers[index].missing ?? state(at: index).obstacle(at: timing.now())
      if let obstacle {
        reasons.append(obstacle)
        continue
      }
      do {
        let value = try await work(ProviderLine(lineup: self, index: index, purpose: purpose))
        change(at: index) { $0.succeeded() }
        return value
      } catch let setback as Setback {
        note(setback, at: index)
        guard setback.course != .end else { throw setback.error }
        reasons.append(setback.error)
      }
    }
    throw ModelError.together(reasons)
  }

  private func note(_ setback: Setback, at index: Int) {
    let now = timing.now()
    let isNews = change(at: index) { state in
      let wasOff = state.off != nil
      state.failed(setback, at: now, patience)
      return !wasOff && state.off != nil
    }
    if isNews { onNote(setback.error.description) }
  }
}
