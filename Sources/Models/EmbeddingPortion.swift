// How much goes into one request. OpenAI takes 2,048 texts of 8,192 tokens, 300,000 tokens in all; others take fewer, and
// the fewer there are the less is lost and paid again when a process is killed. Tokens are estimated, so the bounds lie
// well below.

import Feed

/// The limits of a request for embeddings.
package struct EmbeddingPortion: Sendable, Hashable {
  /// The most texts; Cohere takes 96, and they are the fewest among the large.
  package var texts = 96
  /// The most bytes of a text: 8,192 tokens of three bytes; where they are shorter, the server says so and half is sent.
  package var bytes = 8_192 * 3 - 3

  /// The most estimated tokens of a request: in no script are there thrice as many.
  private static let tokens = 100_000
  /// So much of an answer is let through (``ModelTransport``), less what stands around it.
  private static let answerBytes = 12 << 20
  /// A number with its sign, exponent and comma.
  private static let numberBytes = 24
  /// What stands for a text without words: providers refuse an empty one.
  private static let empty = "-"

  package init(dimensions: Int) {
    texts = max(1, min(texts, Self.answerBytes / (max(1, dimensions) * Self.numberBytes)))
  }

  /// The first of the texts, as they are sent: as many as make one request, at least one.
  package func first(of texts: [String]) -> [String] {
    var portion: [String] = []
    var tokens = 0
    for text in texts.prefix(self.texts) {
      let sent = Self.cut(text, to: bytes)
      tokens += TokenEstimate.count(sent)
      guard portion.isEmpty || tokens <= Self.tokens else { break }
      portion.append(sent)
    }
    return portion
  }

  /// The beginning of a text, no longer than `bytes`: up to a space where one is near, else up to a character.
  package static func cut(_ text: String, to bytes: Int) -> String {
    guard text.contains(where: { !$0.isWhitespace }) else { return empty }
    guard text.utf8.count > bytes else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: max(1, bytes))
    while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
      end = text.utf8.index(before: end)
    }
    let head = text[..<end]
    let near = head.utf8.count / 10
    guard let space = head.lastIndex(where: \.isWhitespace), space > head.startIndex,
      head[space...].utf8.count <= near
    else { return head.isEmpty ? empty : String(head) }
    return String(head[..<space])
  }
}
