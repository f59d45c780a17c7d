// Vectors of halves, as pgvector sends them: every half there is.

import Testing

@testable import Postgres

struct HalfVectorTests {
  @Test func `every finite half is read as what it is`() throws {
    let halves = (0...UInt16.max).map { Float16(bitPattern: $0) }.filter(\.isFinite)
    for start in stride(from: 0, to: halves.count, by: 10_000) {
      let part = halves[start..<min(start + 10_000, halves.count)].map { Float($0) }
      let bytes = try #require(HalfVector(part).parameter.bytes)
      let cell = Cell(column: "v", type: TypeID.firstOwn, bytes: bytes[...])
      let read = try [Float].retrieve(cell)
      #expect(read.map(\.bitPattern) == part.map(\.bitPattern))
    }
  }
}
