// Cuts a document into passages about as long as the embedding model reads. A passage ends where a section or a
// paragraph ends, because a thought that is cut in half is near to nothing.

package import Store

/// Cuts Markdown and plain text into passages.
package struct Chunker: Sendable {
  /// A passage is closed before it would exceed this; 180 English words are about 256 word pieces.
  package var maxWords = 180
  /// What is shorter than this on its own says too little to learn from.
  package var minWords = 8
  /// No document gives more than this.
  package var maxPassages = 2_000

  package init() {}

  /// The title of a text, and its passages in order; each passage's title is its document and the headings above it.
  package func passages(of text: String, named name: String) -> (title: String, passages: [Passage])
  {
    let markdown = Markdown(text)
    let title = markdown.title ?? name
    var passages: [Passage] = []
    for section in markdown.sections where passages.count < maxPassages {
      let headings = section.path.first == title ? section.path : [title] + section.path
      let label = headings.joined(separator: " – ")
      passages += cut(section.paragraphs).map { Passage(title: label, text: $0) }
    }
    let long = passages.filter { Self.wordCount($0.text) >= minWords }
    return (title, Array((long.isEmpty ? passages : long).prefix(maxPassages)))
  }

  /// Joins paragraphs up to ``maxWords``; a longer paragraph is cut at words.
  func cut(_ paragraphs: [String]) -> [String] {
    var chunks: [String] = []
    var open = ""
    var count = 0
    for part in paragraphs.flatMap(pieces) {
      let words = Self.wordCount(part)
      if count > 0, count + words > maxWords {
        chunks.append(open)
        (open, count) = ("", 0)
      }
      open += open.isEmpty ? part : "\n\(part)"
      count += words
    }
    return open.isEmpty ? chunks : chunks + [open]
  }

  private func pieces(_ paragraph: String) -> [String] {
    guard Self.wordCount(paragraph) > maxWords else { return [paragraph] }
    let words = paragraph.split(whereSeparator: \.isWhitespace)
    return stride(from: 0, to: words.count, by: maxWords).map {
      words[$0..<min($0 + maxWords, words.count)].joined(separator: " ")
    }
  }

  private static func wordCount(_ text: String) -> Int {
    text.split(whereSeparator: \.isWhitespace).count
  }
}
