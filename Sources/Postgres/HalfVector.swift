// pgvector's `halfvec`: half the bytes of `real` with no measurable loss for embeddings. Sent and read in its binary
// format (dimensions and an unused field as int16, then IEEE half floats), which is ten times faster than text.

/// A vector to be stored in a `halfvec` column; at most 4,000 dimensions can be indexed, 16,000 stored.
package struct HalfVector: Sendable, Hashable {
  package let values: [Float]

  package init(_ values: [Float]) { self.values = values }
}

extension HalfVector: Scalar, ArrayElement {
  package static var null: Parameter { Parameter(.halfvec, nil) }
  package static var nullArray: Parameter { Parameter(.halfvecArray, nil) }

  package var parameter: Parameter {
    guard values.count <= 16_000 else {
      return Parameter(
        .halfvec, nil, problem: "a vector of \(values.count) dimensions; at most 16000 fit")
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 + values.count * 2)
    bytes.append(big: Int16(values.count))
    bytes.append(big: Int16(0))
    for value in values {
      let half = Float16(value).bitPattern
      bytes.append(UInt8(truncatingIfNeeded: half >> 8))
      bytes.append(UInt8(truncatingIfNeeded: half))
    }
    return Parameter(.halfvec, bytes)
  }

  package static func parameter(of values: [HalfVector]) -> Parameter {
    ArrayFormat.parameter(values.map(\.parameter), element: null, array: .halfvecArray)
  }
}
