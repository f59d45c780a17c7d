// Lines of help that fit a terminal.

/// Breaks text at spaces.
package enum TextWrap {
  /// The lines of one paragraph, each at most `width` columns where its words allow it.
  package static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      if !line.isEmpty, TerminalText.width(line) + 1 + TerminalText.width(String(word)) > width {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// Paragraphs (parted by empty lines) wrapped; a line that begins with a space is an example and stays as it is.
  static func paragraphs(_ text: String, width: Int) -> String {
    var result: [String] = []
    var paragraph: [Substring] = []
    func finish() {
      result += lines(paragraph.joined(separator: " "), width: width)
      paragraph = []
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty || line.hasPrefix(" ") {
        finish()
        result.append(String(line))
      } else {
        paragraph.append(line)
      }
    }
    finish()
    return result.joined(separator: "\n")
  }
}
