// Values laid out for one call of libpq.

internal import LibPQ

/// The numbers that this server gave to pgvector's types.
struct VectorTypes: Sendable {
  let halfvec: UInt32
  let halfvecArray: UInt32
}

/// A statement ready to be sent: types, lengths and all bytes in one buffer.
struct PreparedParameters {
  let text: String
  private var types: [Oid] = []
  private var lengths: [Int32] = []
  /// Where each value starts; nil is NULL.
  private var starts: [Int?] = []
  private var bytes: [UInt8] = []

  /// Lays out a statement's values; `vectors` must be there when one of them is a vector.
  init(_ sql: SQL, vectors: VectorTypes?) throws(PostgresError) {
    text = sql.text
    guard sql.parameters.count <= Int(UInt16.max) else {
      throw PostgresError(
        .query,
        "\(sql.parameters.count) values in one statement; at most 65535 fit, bind arrays instead")
    }
    for (index, parameter) in sql.parameters.enumerated() {
      if let problem = parameter.problem {
        throw PostgresError(
          .decode, "value $\(index + 1) cannot be sent: \(problem)", context: text)
      }
      append(parameter, vectors)
    }
  }

  private mutating func append(_ parameter: Parameter, _ vectors: VectorTypes?) {
    types.append(Self.type(parameter.kind, vectors))
    lengths.append(Int32(clamping: parameter.bytes?.count ?? 0))
    starts.append(parameter.bytes == nil ? nil : bytes.count)
    var value = parameter.bytes ?? []
    if case .halfvecArray = parameter.kind, let vectors,
      value.count >= ArrayFormat.elementTypeOffset + 4
    {
      let start = ArrayFormat.elementTypeOffset
      value.replaceSubrange(start..<start + 4, with: [UInt8](big: vectors.halfvec))
    }
    bytes += value
  }

  private static func type(_ kind: Parameter.Kind, _ vectors: VectorTypes?) -> Oid {
    switch kind {
    case .known(let type): type
    case .halfvec: vectors?.halfvec ?? 0
    case .halfvecArray: vectors?.halfvecArray ?? 0
    }
  }

  /// Hands the statement to libpq, values and results in binary format; false when the connection is bad.
  @safe func send(_ connection: OpaquePointer) -> Bool {
    let formats = [Int32](repeating: 1, count: types.count)
    // An empty value needs an address too: null would mean NULL.
    let storage = bytes + [0]
    return unsafe storage.withUnsafeBytes { buffer in
      let base = unsafe buffer.bindMemory(to: CChar.self).baseAddress
      let values = unsafe starts.map { start in
        unsafe start.flatMap { start in unsafe base.map { base in unsafe base + start } }
      }
      return unsafe PQsendQueryParams(
        connection, text, Int32(types.count), types, values, lengths, formats, 1) == 1
    }
  }
}
