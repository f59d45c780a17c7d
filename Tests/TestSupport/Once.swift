// Tests run side by side and several ask for the same costly thing first. One makes it, the others wait for it.

/// A value that is made when it is first asked for.
package actor Once<Value: Sendable> {
  private var value: Value?
  private var isBusy = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  package init() {}

  /// The value, made by whoever comes first; after a failure the next one tries again.
  package func get(_ make: @Sendable () async throws -> Value) async throws -> Value {
    while isBusy { await withCheckedContinuation { waiting.append($0) } }
    if let value { return value }
    isBusy = true
    defer {
      isBusy = false
      for continuation in waiting { continuation.resume() }
      waiting = []
    }
    let made = try await make()
    value = made
    return made
  }
}
