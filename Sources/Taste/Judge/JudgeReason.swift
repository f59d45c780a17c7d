// The sentence of a judge that a person reads. It must rest on something that stands in the item or in the evidence: a
// reason that quotes nothing could be about anything, and one that quotes what is not there is made up.

/// A reason, checked.
package struct JudgeReason: Sendable, Hashable {
  /// Why a reason is not shown.
  package enum Flaw: String, Sendable, Hashable, CaseIterable {
    case missing
    /// More than ``lengthMax`` characters.
    case long
    /// Quotes nothing.
    case unquoted
    /// Quotes what does not stand there.
    case untrue
    /// Repeats the question's own sentences or its delimiter.
    case leak
  }

  package static let lengthMax = 200
  /// Fewer letters than these stand in any text; an ideograph counts as two.
  private static let spanMin = 3

  let text: String?
  let flaw: Flaw?

  init(_ said: String, prompt: JudgePrompt) {
    let line = PlainText.line(said, limit: 4 * Self.lengthMax)
    flaw = Self.flaw(line, prompt: prompt)
    text = flaw == nil ? line : nil
  }

  private static func flaw(_ line: String, prompt: JudgePrompt) -> Flaw? {
    if line.isEmpty { return .missing }
    if line.unicodeScalars.count > lengthMax { return .long }
    if leaks(line, from: prompt) { return .leak }
    let spans = spans(in: PlainText.compared(line))
    if spans.isEmpty { return .unquoted }
    let texts = prompt.quotable.map(PlainText.compared)
    return spans.allSatisfy { span in texts.contains { $0.contains(span) } } ? nil : .untrue
  }

  /// What stands between quotation marks and is long enough to mean something.
  ///
  /// Double marks count, and single ones only where there are no others, since they are apostrophes as well. A span may
  /// end in punctuation or in dots that are not the text's.
  private static func spans(in line: String) -> [String] {
    let double = pieces(of: line, between: "\"")
    return (double.isEmpty ? pieces(of: line, between: "'") : double).compactMap { piece in
      let span = trimmed(piece)
      return weight(span) >= spanMin ? span : nil
    }
  }

  private static func pieces(of line: String, between mark: Character) -> [Substring] {
    let parts = line.split(separator: mark, omittingEmptySubsequences: false)
    return stride(from: 1, to: parts.count - 1, by: 2).map { parts[$0] }
  }

  private static func trimmed(_ piece: Substring) -> String {
    let loose: Set<Character> = [" ", ".", ",", ";", ":", "!", "?"]
    let start = piece.drop { loose.contains($0) }
    let end = start.lastIndex { !loose.contains($0) }
    return end.map { String(start[...$0]) } ?? ""
  }

  private static func weight(_ span: String) -> Int {
    span.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : $1 == " " ? 0 : 1) }
  }

  // MARK: Leaks

  /// Whether a text repeats what only the question says.
  static func leaks(_ text: String, from prompt: JudgePrompt) -> Bool {
    let said = PlainText.compared(text)
    if !prompt.delimiter.isEmpty, said.contains(PlainText.compared(prompt.delimiter)) {
      return true
    }
    let own = Set(WordRuns.all(in: prompt.system))
    return WordRuns.all(in: text).contains { own.contains($0) }
  }
}
