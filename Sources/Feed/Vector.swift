// A place in embedding space. Its own type, so that a vector of unit length is never mistaken for a row of numbers.

/// An embedding of unit length; the model that made it is kept beside it, never inside.
package struct Vector: Sendable, Hashable {
  package let values: [Float]

  /// Takes values that already have unit length.
  package init(unit values: [Float]) {
    self.values = values
  }

  package var dimensions: Int { values.count }

  /// Cosine similarity with another vector of the same space: −1 … 1.
  package func cosine(_ other: Vector) -> Float {
    var sum: Float = 0
    for index in values.indices { sum += values[index] * other.values[index] }
    return sum
  }
}
