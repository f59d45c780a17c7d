// The transformer beside the reference, and what must not matter: order, company, threads.

@testable import Embedding
import Feed
import Synchronization
import TestSupport
import Testing

struct TextEncoderTests {
  @Test func `every golden text has the reference's vector`() throws {
    let golden = try GoldenText.all()
    let vectors = try InstalledModel.encoder().encode(golden.map(\.text))
    for (row, vector) in zip(golden, vectors) {
      // The reference was rounded to half precision, so its length is not exactly 1.
      let reference = Vector(unit: row.vector)
      let distance = 1 - vector.cosine(reference) / reference.cosine(reference).squareRoot()
      #expect(distance < 1e-5, "\(row.testDescription)")
    }
  }

  @Test func `two sentences are as near as the model's card says`() throws {
    let vectors = try InstalledModel.encoder().encode(
      ["A man is eating food.", "A man is eating a piece of bread."])
    #expect(abs(vectors[0].cosine(vectors[1]) - 0.7553) < 0.0005)
  }

  @Test func `every vector has unit length, that of an empty text too`() throws {
    for vector in try InstalledModel.encoder().encode(["", "one", "  ", "🦊🦊🦊"]) {
      #expect(abs(vector.cosine(vector) - 1) < 1e-5)
      #expect(vector.dimensions == 384)
    }
  }

  @Test func `company and order do not change a vector`() throws {
    let encoder = try InstalledModel.encoder()
    let texts = try GoldenText.all().map(\.text)
    let together = try encoder.encode(texts)
    let reversed = try encoder.encode(texts.reversed())
    for (index, text) in texts.enumerated() {
      let alone = try encoder.encode([text])[0]
      for other in [together[index], reversed[texts.count - 1 - index]] {
        #expect(zip(alone.values, other.values).allSatisfy { abs($0 - $1) < 1e-5 })
      }
    }
  }

  @Test func `threads do not change a vector`() throws {
    let texts = try GoldenText.all().map(\.text)
    let two = try InstalledModel.encoder().encode(texts)
    let one = try InstalledModel.load(threads: 1).encode(texts)
    for (a, b) in zip(one, two) {
      #expect(zip(a.values, b.values).allSatisfy { abs($0 - $1) < 1e-5 })
    }
  }

  @Test func `no texts give no vectors`() throws {
    #expect(try InstalledModel.encoder().encode([]).isEmpty)
  }

  @Test func `progress counts up to the number of texts`() throws {
    let seen = Mutex<[Int]>([])
    let texts = (0..<200).map { "text number \($0)" }
    _ = try InstalledModel.encoder().encode(texts) { done in seen.withLock { $0.append(done) } }
    #expect(seen.withLock { $0.max() } == 200)
  }

  @Test func `a caller that wants to stop is obeyed before the next batch`() throws {
    let error = #expect(throws: EmbeddingError.self) {
      try InstalledModel.encoder().encode(["one", "two"], isCancelled: { true })
    }
    #expect(error?.code == .cancelled)
  }

  @Test func `a cancelled task ends with a cancellation`() async throws {
    let encoder = try InstalledModel.encoder()
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await encoder.vectors(of: ["one", "two"])
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func `batches are full and hold every text once`() {
    let lengths = (0..<500).map { 2 + ($0 * 37) % 255 }
    let plan = BatchPlan(lengths: lengths, capacity: 512)
    #expect(plan.batches.flatMap(\.self).sorted() == Array(lengths.indices))
    let sizes = plan.batches.map { $0.reduce(0) { $0 + lengths[$1] } }
    #expect(sizes.allSatisfy { $0 <= 512 })
    #expect(sizes.filter { $0 < 500 }.count <= 2)
  }

  @Test func `a text longer than a batch is a batch`() {
    #expect(BatchPlan(lengths: [600, 3], capacity: 512).batches == [[0], [1]])
  }

  @Test func `a cancelled task is heard while all processors compute`() async throws {
    let encoder = try InstalledModel.encoder()
    let long = String(repeating: "the quick brown fox jumps over the lazy dog ", count: 40)
    let texts = [String](repeating: long, count: 2_000)
    await #expect(throws: CancellationError.self) {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { _ = try await encoder.vectors(of: texts) }
        // Cancels as soon as the pool lets it: with the pool occupied that would be after the last text.
        group.addTask { throw CancellationError() }
        for try await _ in group {}
      }
    }
  }
}
