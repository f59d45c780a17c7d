// From what is known to what is asked. One item a question, so that no item can speak about another; and no name, number or
// verb of ours in it, so that an answer can say nothing but what it thinks of this one item.

package import Feed

/// A question about one item.
package struct JudgeQuestion: Sendable, Hashable {
  /// What is given beyond this is left out, the farthest first.
  static let evidenceMax = 6
  /// What these leave is the item's: three hundred tokens at least.
  private static let cardTokens = 110
  private static let evidenceTokens = 260
  private static let evidenceTokensBesideExamples = 150
  private static let examplesTokens = 200
  private static let titleTokens = 70
  /// Of evidence and examples no more is looked at: it is several times what is shown.
  private static let titleLetters = 400
  private static let textLetters = 800
  private static let sourceTokens = 20

  package var card: PersonCard
  /// The nearest first; what seems to speak to a judge is not shown to one, whoever liked it.
  package var evidence: [JudgeEvidence]
  package var item: JudgeItem
  package var briefing: JudgeBriefing

  package init(
    card: PersonCard, evidence: [JudgeEvidence], item: JudgeItem,
    briefing: JudgeBriefing = .standard
  ) {
    self.card = card
    self.evidence = evidence
    self.item = item
    self.briefing = briefing
  }

  /// The version of the whole prompt.
  package var version: String { Self.version(of: briefing) }

  /// The version of a prompt with this briefing, whatever it asks about.
  package static func version(of briefing: JudgeBriefing) -> String {
    "\(JudgeWording.version)/\(briefing.version)"
  }

  /// The same for the same question, whatever its delimiter: what an answer is kept by, beside the model.
  package var fingerprint: Fingerprint {
    let prompt = prompt(delimiter: String(repeating: "0", count: 16))
    return Fingerprint(of: [version, prompt.system, prompt.user])
  }

  /// A delimiter that nobody can foresee: 64 bits in hexadecimal.
  package static func delimiter(using generator: inout some RandomNumberGenerator) -> String {
    let digits = String(generator.next() as UInt64, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The question with its data between marks with `delimiter`, which occurs nowhere else.
  package func prompt(delimiter: String) -> JudgePrompt {
    let mark = Datamark(delimiter)
    let system = JudgeWording.system(
      guidance: mark.field(briefing.guidance, tokens: JudgeBriefing.guidanceTokens))
    let evidence = evidenceLines(mark)
    var parts = [
      part(JudgeWording.person, cardLines(mark), mark),
      part(JudgeWording.evidence, evidence, mark),
      part(JudgeWording.examples, exampleLines(mark), mark),
    ]
    let used =
      TokenEstimate.count(system) + TokenEstimate.count(JudgeWording.schema)
      + parts.reduce(0) { $0 + TokenEstimate.count($1) + 2 }
    let frame = TokenEstimate.count(mark.enclosed([JudgeWording.item, JudgeWording.end])) + 20
    let item = itemLines(self.item, mark, tokens: JudgePrompt.tokensMax - used - frame)
    parts += [part(JudgeWording.item, item, mark), JudgeWording.end]
    return JudgePrompt(
      system: system, user: parts.filter { !$0.isEmpty }.joined(separator: "\n\n"),
      schema: JudgeWording.schema, version: version, delimiter: delimiter,
      quotable: evidence + item)
  }

  /// Nothing where there are no lines.
  private func part(_ heading: String, _ lines: [String], _ mark: Datamark) -> String {
    lines.isEmpty ? "" : "\(heading)\n\(mark.enclosed(lines))"
  }

  private func cardLines(_ mark: Datamark) -> [String] {
    fitting(card.lines.map { mark.field($0, tokens: 40) }, tokens: Self.cardTokens)
  }

  private func evidenceLines(_ mark: Datamark) -> [String] {
    let heard = evidence.lazy.filter { piece in
      Instructions.signs(
        title: String(piece.title.unicodeScalars.prefix(Self.titleLetters)),
        text: String(piece.text.unicodeScalars.prefix(Self.textLetters))
      ).isEmpty
    }
    let lines = heard.prefix(Self.evidenceMax).map { piece in
      "\(piece.deed): \(mark.field(whole(piece.title, piece.text), tokens: 45))"
    }
    return fitting(
      Array(lines),
      tokens: briefing.examples.isEmpty
        ? Self.evidenceTokens : Self.evidenceTokensBesideExamples)
  }

  /// The answer stands first: what follows it is a stranger's to the end of the line.
  private func exampleLines(_ mark: Datamark) -> [String] {
    let lines = briefing.examples.prefix(JudgeBriefing.examplesMax).map { example in
      let words = whole(example.item.title, example.item.text)
      return
        #"{"verdict":"\#(example.verdict.rawValue)","confidence":\#(example.confidence)} for: "#
        + mark.field(words, tokens: 40)
    }
    return fitting(lines, tokens: Self.examplesTokens)
  }

  private func whole(_ title: String, _ text: String) -> String {
    Wording.whole(
      title: PlainText.line(title, limit: Self.titleLetters),
      text: PlainText.line(text, limit: Self.textLetters)
    )
    .replacing("\n", with: " — ")
  }

  private func itemLines(_ item: JudgeItem, _ mark: Datamark, tokens: Int) -> [String] {
    let title = mark.field(item.title, tokens: min(Self.titleTokens, tokens / 2))
    let source = mark.field(item.source, tokens: Self.sourceTokens)
    let head = [source.isEmpty ? "" : "source: \(source)", "title: \(title)"].filter { !$0.isEmpty }
    let left = tokens - head.reduce(0) { $0 + TokenEstimate.count($1) + 2 } - 8
    let text = mark.field(item.text, tokens: max(0, left))
    return text.isEmpty ? head : head + ["text: \(text)"]
  }

  /// The first pieces that fit together.
  private func fitting(_ pieces: [String], tokens: Int) -> [String] {
    var left = tokens
    return pieces.prefix { piece in
      left -= TokenEstimate.count(piece) + 1
      return left >= 0
    }.map(\.self)
  }
}
