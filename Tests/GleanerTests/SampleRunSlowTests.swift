// The program as a newcomer meets it: the sample, from notes to a digest, by the real binary.

import Foundation
import Testing

@Suite(.serialized)
struct SampleRunSlowTests {
  @Test func `the sample gives a digest of what Robin likes, and nothing the second time`() throws {
    let sample = try SampleWorkspace()
    defer { sample.remove() }
    #expect(try sample.gleaner("remember", "\(sample.path)/memory").code == 0)
    let first = try sample.gleaner("run")
    #expect(first.code == 0, "\(first.errors)")
    let digest = try #require(try sample.digests().first)
    for wanted in ["pgvector", "four-bit weights", "sourdough timetable", "loaded touring"] {
      #expect(digest.contains(wanted), "\(wanted)")
    }
    for unwanted in ["horoscope", "striker", "Crème brûlée"] {
      #expect(!digest.contains(unwanted), "\(unwanted)")
    }
    let second = try sample.gleaner("run", "--json")
    #expect(second.output.contains("\"parsed\":0,\"entries\":0,\"items_added\":0"))
    #expect(second.output.contains("\"embedded\":0") && second.output.contains("\"decided\":0"))
  }
}
