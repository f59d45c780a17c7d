// Lines that fit whoever reads them, measured in columns and not in letters: help, lists, explanations.

/// Breaks text at spaces.
package enum TextWrap {
  /// Where a row's last column may begin at most; further right there is no room for it to go on.
  private static let hangMost = 26

  /// The lines of one paragraph, each at most `width` columns.
  ///
  /// What is wider than a line and has no spaces (Chinese) is broken anywhere; an address, which must stay one, is not.
  package static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var (line, used) = ("", 0)
    for word in text.split(whereSeparator: \.isWhitespace) {
      for piece in pieces(word, width: width) {
        let wide = TerminalText.width(piece)
        if !line.isEmpty, used + 1 + wide > width {
          lines.append(line)
          (line, used) = ("", 0)
        }
        used += line.isEmpty ? wide : wide + 1
        line += line.isEmpty ? piece : " \(piece)"
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// A row of a list, wrapped so that it goes on below the beginning of its last column; columns are parted by two spaces
  /// or more.
  package static func row(_ line: String, width: Int) -> [String] {
    guard TerminalText.width(line) > width else { return [line] }
    let start = lastColumn(line, width: width)
    let head = String(line[..<start])
    let indent = TerminalText.width(head)
    let rest = lines(String(line[start...]), width: max(10, width - indent))
    let space = String(repeating: " ", count: indent)
    return rest.enumerated().map { $0 == 0 ? head + $1 : space + $1 }
  }

  private static func lastColumn(_ line: String, width: Int) -> String.Index {
    var start = line.startIndex
    var (place, spaces, used) = (line.startIndex, 2, 0)
    let most = min(hangMost, width / 2)
    while place < line.endIndex, used <= most {
      if line[place] == " " {
        spaces += 1
      } else {
        if spaces >= 2 { start = place }
        spaces = 0
      }
      used += TerminalText.width(String(line[place]))
      place = line.index(after: place)
    }
    return start
  }

  private static func pieces(_ word: Substring, width: Int) -> [String] {
    guard TerminalText.width(String(word)) > width, !word.contains("://") else {
      return [String(word)]
    }
    return broken(String(word), width: width)
  }

  /// A text cut wherever a line is full, for what has to be shown whole and cannot be parted at spaces.
  package static func broken(_ word: String, width: Int) -> [String] {
    var pieces: [String] = []
    var (piece, used) = ("", 0)
    for character in word {
      let wide = TerminalText.width(String(character))
      if !piece.isEmpty, used + wide > width {
        pieces.append(piece)
        (piece, used) = ("", 0)
      }
      piece.append(character)
      used += wide
    }
    return pieces + [piece]
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
