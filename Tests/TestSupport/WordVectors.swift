// An embedding model for tests: the direction of a text is the sum of its words' directions, and a word's is drawn by its
// hash. What shares words lies near, and every vector can be computed again.

package import Service

/// Speaks the interface of OpenAI's embeddings.
package enum WordVectors {
  /// Sizes, 1 at length; a `seed` is another model.
  package static func vector(of text: String, dimensions: Int, seed: UInt64 = 0) -> [Double] {
    var sums = [Double](repeating: 0, count: dimensions)
    for word in text.lowercased().split(whereSeparator: { !$0.isLetter }) {
      var state = word.utf8.reduce(0xcbf2_9ce4_8422_2325 ^ seed) {
        ($0 ^ UInt64($1)) &* 0x100_0000_01b3
      }
      for place in sums.indices {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        sums[place] += Double(Int64(bitPattern: state) >> 40)
      }
    }
    let length = sums.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length > 0 ? sums.map { $0 / length } : [1] + sums.dropFirst()
  }

  /// The texts of a request.
  package static func texts(_ request: ReceivedRequest) -> [String] {
    let body = try? JSONValue(parsing: request.body)
    return body?["input"]?.array?.compactMap(\.string) ?? []
  }

  /// A good answer to a request; backwards, since the order is told by numbers.
  package static func answer(
    to request: ReceivedRequest, dimensions: Int, seed: UInt64 = 0
  ) -> Script {
    let texts = texts(request)
    return answer(
      texts.enumerated().reversed().map { place, text in
        entry(place, vector(of: text, dimensions: dimensions, seed: seed).map(JSONValue.double))
      }, tokens: texts.reduce(0) { $0 + $1.utf8.count / 4 + 1 })
  }

  /// An answer of these entries.
  package static func answer(_ entries: [JSONValue], tokens: Int = 10) -> Script {
    let value: JSONValue = [
      "object": "list", "data": .array(entries), "model": "words",
      "usage": ["prompt_tokens": .int(tokens), "total_tokens": .int(tokens)],
    ]
    return .answer(200, headers: [("Content-Type", "application/json")], value.jsonText)
  }

  /// One vector of an answer.
  package static func entry(_ index: Int, _ values: [JSONValue]) -> JSONValue {
    ["object": "embedding", "index": .int(index), "embedding": .array(values)]
  }

  /// A refusal in the form of OpenAI.
  package static func refusal(_ status: Int, _ message: String) -> Script {
    let body: JSONValue = ["error": ["message": .string(message)]]
    return .answer(status, headers: [("Content-Type", "application/json")], body.jsonText)
  }
}
