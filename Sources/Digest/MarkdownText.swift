// The only way text gets into Markdown that we write. Backslashes where every renderer knows them, references where
// HTML would begin: a title must look the same in each, and be nothing but a title.

import Service

/// Escapes text for Markdown (CommonMark 0.31 with the additions of GitHub).
enum MarkdownText {
  /// What means something wherever it stands.
  private static let signs: Set<Character> = ["\\", "`", "*", "_", "[", "]", "~", "|", "$"]
  /// What begins a heading, a list, a quotation or an underline where it stands first.
  private static let openers: Set<Character> = ["#", "-", "+", "=", ">"]

  /// The text on one line, as itself: no link, no emphasis, no block, no HTML.
  static func escape(_ text: String) -> String {
    let words = TerminalText.clean(text).split(whereSeparator: \.isWhitespace)
    let line = Array(words.joined(separator: " "))
    var result = ""
    for index in line.indices {
      let character = line[index]
      if character == "<" {
        result += "&lt;"
      } else if character == "&" {
        result += isReference(line[(index + 1)...]) ? "&amp;" : "&"
      } else {
        let isOpener = openers.contains(character) && startsWord(line, index)
        let isSign = isSign(line, index) || isOpener || isNumberEnd(line, index)
        result += isSign ? "\\\(character)" : String(character)
      }
    }
    return result
  }

  /// An address as `<…>`, with everything that could end it, or be read as something else, percent-encoded.
  static func destination(_ url: String) -> String {
    var result = ""
    for character in url {
      for scalar in character.unicodeScalars {
        let isPlain = scalar.value > 0x20 && !"<>\\\"`&".unicodeScalars.contains(scalar)
        let isVisible = !TerminalText.clean(String(scalar)).isEmpty
        if scalar == "&" {
          result += "&amp;"
        } else if isPlain, isVisible, !scalar.properties.isWhitespace {
          result.unicodeScalars.append(scalar)
        } else {
          result += String(scalar).utf8.map(percent).joined()
        }
      }
    }
    return "<\(result)>"
  }

  private static func percent(_ byte: UInt8) -> String {
    let hex = String(byte, radix: 16, uppercase: true)
    return hex.count == 1 ? "%0\(hex)" : "%\(hex)"
  }

  /// An underscore within a word, as in names of programs, emphasises nothing.
  private static func isSign(_ line: [Character], _ index: Int) -> Bool {
    guard line[index] == "_", index > 0, index + 1 < line.count else {
      return signs.contains(line[index])
    }
    let isWithin = [line[index - 1], line[index + 1]].allSatisfy { $0.isLetter || $0.isNumber }
    return !isWithin
  }

  /// At the start of the text, or after a space, where a closing run of `#` would be taken for the heading's end.
  private static func startsWord(_ line: [Character], _ index: Int) -> Bool {
    index == 0 || (line[index] == "#" && [" ", "#"].contains(line[index - 1]))
  }

  /// The `.` or `)` of a line that begins like a numbered list.
  private static func isNumberEnd(_ line: [Character], _ index: Int) -> Bool {
    guard line[index] == "." || line[index] == ")", (1...9).contains(index) else { return false }
    return line[..<index].allSatisfy { $0.isASCII && $0.isNumber }
  }

  /// Whether what follows an ampersand makes it a character reference.
  private static func isReference(_ rest: ArraySlice<Character>) -> Bool {
    let name = rest.prefix(32).prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") }
    return !name.isEmpty && rest.dropFirst(name.count).first == ";"
  }
}
