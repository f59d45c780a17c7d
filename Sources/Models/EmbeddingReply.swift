// The vectors of an answer. A wrong order or a wrong length would spoil everything that is compared with them later, so
// nothing is taken on trust: count, places, dimensions and each number are looked at.

import Feed
import Service

/// Reads the answer to a request for embeddings.
struct EmbeddingReply {
  let json: JSONValue
  /// How many texts were sent.
  let count: Int
  let dimensions: Int
  let provider: String

  /// The unit vectors in the order of the texts; nil where a text's vector points nowhere.
  func vectors() throws(Setback) -> [Vector?] {
    guard let data = json["data"]?.array else {
      throw misshapen("its answer holds no embeddings; see whether 'model' is one for them")
    }
    guard data.count == count else {
      throw misshapen("it gave \(data.count) vectors for \(count) texts")
    }
    var vectors = [Vector?](repeating: nil, count: count)
    var isTaken = [Bool](repeating: false, count: count)
    for (place, entry) in data.enumerated() {
      let index = entry["index"]?.int ?? place
      guard vectors.indices.contains(index), !isTaken[index] else {
        throw misshapen(
          "its vectors cannot be told apart: place \(index) is named twice or too large")
      }
      isTaken[index] = true
      vectors[index] = try vector(entry)
    }
    // Which texts are at fault is found out by asking again, with fewer.
    guard count == 1 || vectors.count(where: { $0 == nil }) * 2 < count else {
      throw Setback(
        .request, "most of its vectors are zero or no numbers", at: provider, course: .next,
        isFree: false)
    }
    return vectors
  }

  private func vector(_ entry: JSONValue) throws(Setback) -> Vector? {
    guard let values = entry["embedding"]?.array else {
      throw misshapen("its answer holds something else than lists of numbers")
    }
    guard values.count == dimensions else {
      throw Setback(
        .settings,
        "its vectors have \(values.count) numbers, expected \(dimensions); "
          + "write 'dimensions: \(values.count)', or another 'model'", at: provider, course: .off,
        isFree: false)
    }
    let numbers = values.compactMap(\.double)
    let length = numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard numbers.count == dimensions, length.isFinite, length > 1e-9 else { return nil }
    return Vector(unit: numbers.map { Float($0 / length) })
  }

  private func misshapen(_ words: String) -> Setback {
    Setback(.shape, words, at: provider, course: .rest, isFree: false)
  }
}
