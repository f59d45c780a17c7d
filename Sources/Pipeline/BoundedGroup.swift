// Many things at once, but only so many: start a few, then one in for each one out.

enum BoundedGroup {
  /// Maps in parallel, at most `width` at a time.
  ///
  /// Results keep the order of `inputs`. The first error cancels the rest.
  static func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], width: Int, _ body: @escaping @Sendable (Input) async throws -> Output
  ) async throws -> [Output] {
    try await withThrowingTaskGroup(of: (Int, Output).self) { group in
      var results = [Output?](repeating: nil, count: inputs.count)
      for (index, input) in inputs.enumerated() {
        if index >= width, let (done, output) = try await group.next() { results[done] = output }
        group.addTask { (index, try await body(input)) }
      }
      for try await (done, output) in group { results[done] = output }
      return results.compactMap(\.self)
    }
  }
}
