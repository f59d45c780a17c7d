// A model is shown where a judge was wrong and what the person said of it, and asked for better advice. What it reads was
// written by strangers, so what it writes is a stranger's too, until it has been looked at.

import FoundationEssentials

/// Asks for another guidance.
package struct GuidancePrompt: Sendable, Hashable {
  /// A case in which the judge was wrong.
  struct Mistake: Sendable, Hashable {
    let one: BriefingCase
    let answer: BriefedAnswer
  }

  package static let schemaName = "guidance"
  package static let answerTokens = 400
  package static let temperature = 0.8
  static let mistakesMax = 8
  static let reasonsMax = 8
  private static let caseTokens = 60
  private static let reasonTokens = 30
  private static let titleTokens = 20

  package let system: String
  package let user: String
  package let schema = """
    {"type":"object","properties":{"guidance":{"type":"string"}},"required":["guidance"],\
    "additionalProperties":false}
    """
  let delimiter: String
  /// What strangers wrote, as it is shown.
  let strange: [String]

  /// `angle` tells several questions about the same apart.
  init(
    guidance: String, mistakes: [Mistake], reasons: [TriageReason], angle: Int, delimiter: String
  ) {
    let mark = Datamark(delimiter)
    let shown = mistakes.prefix(Self.mistakesMax).map { mistake in
      let item = mistake.one.question.item
      return mark.field("\(item.title) — \(item.text)", tokens: Self.caseTokens)
    }
    let lines = zip(mistakes, shown).map { mistake, text in
      "the judge said \(mistake.answer.verdict.rawValue), the person \(Self.deed(mistake.one.isWanted)): \(text)"
    }
    let titles = reasons.prefix(Self.reasonsMax).map {
      mark.field($0.title, tokens: Self.titleTokens)
    }
    let words = zip(reasons, titles).map { reason, title in
      "\(Self.deed(reason.isWanted)) because: \(mark.field(reason.text, tokens: Self.reasonTokens)) (of: \(title))"
    }
    system = GuidanceWording.system
    user = GuidanceWording.user(
      guidance: mark.enclosed([mark.field(guidance, tokens: JudgeBriefing.guidanceTokens)]),
      mistakes: lines.isEmpty ? "" : mark.enclosed(lines),
      reasons: words.isEmpty ? "" : mark.enclosed(words), angle: angle)
    self.delimiter = delimiter
    strange = shown + titles
  }

  private static func deed(_ isWanted: Bool) -> String {
    isWanted ? "wanted it" : "did not want it"
  }

  /// Why what came back is not used.
  package enum Flaw: String, Error, Sendable, Hashable, CaseIterable {
    case form = "it is no object with a guidance"
    case empty = "it is empty"
    case long = "it is too long"
    case same = "it says the same as before"
    case leak = "it repeats what others wrote, or our marks"
    case shape = "it speaks of the form of an answer"
    case instruction = "it reads like an instruction to a model from a stranger"
  }

  /// The guidance in an answer, as one plain line of bounded length.
  package func guidance(from json: String) throws(Flaw) -> String {
    struct Members: Decodable { let guidance: String }
    guard let members = try? JSONDecoder().decode(Members.self, from: Data(json.utf8)) else {
      throw .form
    }
    let line = PlainText.line(members.guidance, limit: Self.lettersMax + 1)
    guard !line.isEmpty else { throw .empty }
    guard line.unicodeScalars.count <= Self.lettersMax,
      Datamark("").field(line, tokens: JudgeBriefing.guidanceTokens) == line
    else { throw .long }
    guard !GuidanceWording.speaksOfForm(line) else { throw .shape }
    guard !leaks(line) else { throw .leak }
    guard Instructions.signs(title: "", text: line).isEmpty else { throw .instruction }
    return line
  }

  private static let lettersMax = 1_000

  /// Whether it holds the mark, or a run of words that strangers wrote.
  private func leaks(_ line: String) -> Bool {
    let said = PlainText.compared(line)
    if said.contains(PlainText.compared(delimiter)) { return true }
    let own = Set(strange.flatMap { WordRuns.all(in: $0) })
    return WordRuns.all(in: line).contains(where: own.contains)
  }
}
