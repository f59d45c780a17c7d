// Whether one text repeats another: so many words in a row are no accident.

/// Runs of words.
enum WordRuns {
  private static let length = 7

  /// Every run in a text, without capitals and marks.
  static func all(in text: String) -> [ArraySlice<Substring>] {
    let words = PlainText.compared(text).split { !$0.isLetter && !$0.isNumber }
    guard words.count >= length else { return [] }
    return (0...(words.count - length)).map { words[$0..<($0 + length)] }
  }
}
