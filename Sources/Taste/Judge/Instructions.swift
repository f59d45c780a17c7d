// Whether a text speaks to a model and not to its readers. Nothing that looks for this finds all of it, so little hangs on
// it: what is suspected may still be judged, but only downward, and is never eligible for an action of its own.

import Feed

/// Signs of instructions to a model.
package enum InstructionSign: String, Sendable, Hashable, CaseIterable {
  /// Letters that no reader sees.
  case hidden
  /// Marks of a conversation: `<|im_start|>`, `[INST]`, `system:`.
  case role
  /// An answer in the form of ours.
  case verdict
  /// What was said before is not to count.
  case override
  /// The reader is called a model.
  case addressed
  /// What an answer is to be like.
  case directive
  /// A long stretch of coded text.
  case coded
  /// A border between data and instructions.
  case border
}

/// Looks for them.
package enum Instructions {
  /// Scalars of a text that are looked at: more than a judge is shown.
  static let lettersMax = 20_000

  /// The signs in title and text, each once, in the order of ``InstructionSign``.
  ///
  /// Linear in the text. Wordings are those of published attacks (Greshake and others, arXiv 2302.12173; Perez, Ribeiro,
  /// arXiv 2211.09527) in some languages; forms (marks, hidden and coded text, imitated answers) need no language.
  package static func signs(title: String, text: String) -> [InstructionSign] {
    let raw = "\(title)\n\(text)".unicodeScalars.prefix(lettersMax)
    let lines = String(raw).split(whereSeparator: \.isNewline).map { PlainText.line(String($0)) }
    let plain = lines.joined(separator: "\n")
    var signs = Set(
      patterns.filter { $0.pattern.isIn(plain) }.map(\.sign))
    if isHiding(raw) { signs.insert(.hidden) }
    if lines.contains(where: isCoded) { signs.insert(.coded) }
    return InstructionSign.allCases.filter(signs.contains)
  }

  /// Tag characters but for those of flags, or many invisible ones in a row.
  private static func isHiding(_ scalars: Substring.UnicodeScalarView) -> Bool {
    var (run, isFlag) = (0, false)
    for scalar in scalars {
      switch scalar.value {
      case 0x1F3F4: (run, isFlag) = (0, true)
      case 0xE0020...0xE007F where isFlag: continue
      case 0xE0000...0xE007F, 0xE0100...0xE01EF: return true
      case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF, 0xFE00...0xFE0E:
        run += 1
        if run >= 4 { return true }
      default: (run, isFlag) = (0, false)
      }
    }
    return false
  }

  /// A run of Base64 with small and capital letters and digits, which no word and no address is.
  private static func isCoded(_ line: String) -> Bool {
    line.split(separator: " ").contains { word in
      guard word.utf8.count >= 64 else { return false }
      return word.utf8.split { !isBase64($0) }.contains { run in
        run.count >= 64 && run.contains { (0x61...0x7A).contains($0) }
          && run.contains { (0x41...0x5A).contains($0) }
          && run.contains { (0x30...0x39).contains($0) }
      }
    }
  }

  private static func isBase64(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x3D: true
    default: false
    }
  }

  private static let patterns: [(sign: InstructionSign, pattern: RulePattern)] =
    wordings.flatMap { sign, texts in
      texts.compactMap { text in (try? RulePattern(text)).map { (sign, $0) } }
    }

  static let wordings: [(sign: InstructionSign, texts: [String])] = [
    (
      .role,
      [
        #"<\|[a-z_]{2,20}\|>|\[/?inst\]|<</?sys>>|</?(system|assistant|user)>|<(start|end)_of_turn>"#,
        #"(^|\n)\W{0,4}(system|assistant|developer)( prompt| message)?\W{0,2}:"#,
        #"(^|\n)#{2,} ?(new |system )?(instructions?|prompt|response)\b"#,
      ]
    ),
    (
      .verdict,
      [#"["']?\b(verdict|confidence)["']?\s*[:=]\s*["']?(keep|skip|unsure|[0-9]{2,3}\b)"#]
    ),
    (
      .override,
      [
        #"\b(ignore|disregard|forget|override|bypass)\b.{0,30}\b(previous|prior|above|earlier|preceding|all|your|any)\b.{0,30}\b(instructions?|prompts?|rules|guidelines|directions|context|told)\b"#,
        #"\b(ignore|disregard|forget) (all |any |the |your |my )?(instructions?|prompts?|rules|guidelines|everything)\b.{0,20}\b(above|before|so far|given|you (were|have been|are) told)\b"#,
        #"\b(ignorier\w*|vergiss|missachte\w*)\b.{0,40}\b(anweisung|instruktion|vorgabe|regel)"#,
        #"\b(ignore[zr]?|oublie[zr]?)\b.{0,40}\b(instructions|consignes|règles)"#,
        #"\b(ignor[ae]|ignore[ns]?|olvid[ae]|esque[çc]a|dimentica)\b.{0,40}\b(instruc|instru[çc]|istruzioni|reglas|regras|regole)"#,
        #"(игнорируй|забудь|не обращай внимания).{0,40}(инструкци|указани|правил)"#,
        #"(忽略|无视|無視|忘记|忘記).{0,12}(指令|指示|提示|规则|規則|说明)|(指示|命令|プロンプト).{0,10}(無視|忘れ)"#,
      ]
    ),
    (
      .addressed,
      [
        #"\byou are (now |actually )?(an? )?(ai|llm|chatbot|assistant|language model|chatgpt|dan|judge|classifier|recommender)\b"#,
        #"\bas an? (ai|llm|language model|artificial intelligence|ai assistant)\b[^.]{0,20}(,|you\b)"#,
        #"\b(dear|hey|attention|note to|message to|instructions? (to|for)|hello) (the )?(ai|llms?|language models?|chatgpt|gpt|claude|gemini|ai (assistants?|agents?|models?)|recommender|judge)\b"#,
        #"\b(if you are|to) (an? |any |all )?(ai|llms?|language models?|ai (assistants?|agents?|models?))\b.{0,20}(reading|processing|summari|evaluat|judg|rating)"#,
      ]
    ),
    (
      .directive,
      [
        #"\byour (answer|response|reply|output|verdict|judge?ment|rating|assessment) (must|should|has to|needs to|shall|will) (be|contain|include|start|say)\b"#,
        #"\b(in|to|into|from|of|with|as|modify|augment|enhance|edit|change|improve|extend|provide|format|encode|translate|render|write|give|make|insert) your (response|answer|reply|output|message)(\W|'s)"#,
        #"\b(respond|reply|answer|output|return|print|say) (only |just |simply |exactly )?(with )?["'“{]"#,
        #"\b(respond|reply|answer) (only|just|exactly|solely) (with|in|by)\b"#,
        #"\b(rate|score|mark|classify|label|judge|recommend|rank) (this|the) (item|article|post|text|story|content|page)\b.{0,30}\b(as|with|to|highest|keep|100|10|important|relevant)\b"#,
        #"\b(antworte|respond[ea]|répond[sez]+|rispondi|responda|ответь)\b.{0,20}\b(nur|solo|sólo|apenas|uniquement|seulement|soltanto|только)"#,
        #"(只|仅|必须).{0,4}(回答|回复|输出)"#,
      ]
    ),
    (
      .border,
      [
        #"(^|\n)\W{0,12}(end|begin|start) (of )?(the )?(item|data|document|article|input|context|user|untrusted|prompt|instructions?)\b.{0,12}($|\n)"#,
        #"(?-i)\b(BEGIN|END)( OF)?( THE)? (ITEM|DATA|DOCUMENT|INPUT|CONTEXT|PROMPT|INSTRUCTIONS)\b"#,
        #"\[/?[0-9a-f]{12,64}\]"#,
      ]
    ),
  ]
}
