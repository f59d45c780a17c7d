// Our own texts with what the reference made of them, once: `Benchmarks/embedding_golden.py` wrote the file.

@testable import Embedding
@testable import Embedding
import Foundation
import Testing
/// One row of the golden file.
struct GoldenText: Decodable, Sendable, CustomTestStringConvertible {
  let text: String
  let ids: [Int32]
  /// The reference's vector, rounded to half precision.
  let vector: [Float]

  var testDescription: String { String(text.prefix(30)) }

  private enum Key: CodingKey {
    case text, `repeat`, ids, vector
  }

  init(from decoder: any Decoder) throws {
    let row = try decoder.container(keyedBy: Key.self)
    if var parts = try? row.nestedUnkeyedContainer(forKey: .repeat) {
      let part = try parts.decode(String.self)
      text = String(repeating: part, count: try parts.decode(Int.self))
    } else {
      text = try row.decode(String.self, forKey: .text)
    }
    ids = try row.decode([Int32].self, forKey: .ids)
    let halves = [UInt8](try row.decode(Data.self, forKey: .vector))
    vector = stride(from: 0, to: halves.count - 1, by: 2).map {
      TensorView.widen(UInt16(halves[$0]) | UInt16(halves[$0 + 1]) << 8)
    }
  }

  static func all() throws -> [GoldenText] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Golden/texts.jsonl")
    return try Data(contentsOf: file).split(separator: 0x0A).map {
      try JSONDecoder().decode(GoldenText.self, from: $0)
    }
  }
}
