// The decoder alone, with input no server would send: every cut and thousands of flipped bits give a
// text or a fault, and never more than the limit.

import Testing

@testable import HTTP

@Suite struct BodyDecoderTests {
  private struct Outcome {
    var body: [UInt8]
    var fault: BodyDecoder.Fault?
  }

  private func decode(_ bytes: [UInt8], _ label: String, piece: Int, limit: Int) -> Outcome {
    var limits = Limits()
    limits.body = limit
    var decoder = BodyDecoder(label: label, limits: limits)
    var fault: BodyDecoder.Fault?
    do throws(BodyDecoder.Fault) {
      for start in stride(from: 0, to: bytes.count, by: piece) {
        let part = Array(bytes[start..<min(start + piece, bytes.count)])
        let result = part.withUnsafeBufferPointer { buffer -> Result<Void, BodyDecoder.Fault> in
          do throws(BodyDecoder.Fault) {
            return .success(try decoder.append(buffer))
          } catch { return .failure(error) }
        }
        try result.get()
      }
      try decoder.finish()
    } catch { fault = error }
    return Outcome(body: decoder.body, fault: fault)
  }

  static let samples = [
    ("gzip", Samples.gzip), ("deflate", Samples.zlib), ("deflate", Samples.deflate),
    ("br", Samples.brotli),
  ]

  @Test(arguments: samples)
  func `a stream cut anywhere gives the beginning of the text`(label: String, bytes: [UInt8]) {
    for end in 3..<bytes.count {
      let outcome = decode(Array(bytes[..<end]), label, piece: 7, limit: 1000)
      #expect(outcome.fault == .cut || outcome.fault == .corrupt)
      #expect(Samples.plain.starts(with: outcome.body) || end == 3)
    }
  }

  @Test(arguments: samples)
  func `a stream with flipped bits never exceeds the limit`(label: String, bytes: [UInt8]) {
    for position in bytes.indices {
      for bit in 0..<8 {
        var wrong = bytes
        wrong[position] ^= 1 << UInt8(bit)
        let outcome = decode(wrong, label, piece: 1 + position % 5, limit: 60)
        #expect(outcome.body.count <= 60)
      }
    }
  }

  @Test(arguments: [1, 2, 3, 4, 64])
  func `pieces of any size give the same text`(piece: Int) {
    for (label, bytes) in Self.samples {
      let outcome = decode(bytes, label, piece: piece, limit: 49)
      #expect(outcome.body == Samples.plain)
      #expect(outcome.fault == nil)
    }
  }
}
