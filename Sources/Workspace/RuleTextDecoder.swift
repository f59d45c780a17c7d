// What a rule looks for in a text: words as they are, or under their own keys words in all their forms and patterns.

import Service
import Taste

/// Decodes what a rule looks for in a text.
enum RuleTextDecoder {
  private static let wordShape = "words (a text or a list of texts, each with a letter or digit)"

  /// `term: bitcoin`, `term: [a, b]` or `term: {word: …, stem: …, regex: …}`.
  static func text(_ key: String, _ section: inout SettingsMap) -> RuleText {
    guard let pair = section.pair(key) else { return RuleText() }
    guard case .mapping = pair.value.content else {
      return RuleText(words: words(key, &section), stems: [], patterns: [])
    }
    return section.section(key) { forms in
      let text = RuleText(
        words: words("word", &forms), stems: words("stem", &forms), patterns: patterns(&forms))
      if !forms.hasKeys {
        forms.report(
          "'\(key)' is empty, expected at least one of word, stem, regex", at: pair.value.position)
      }
      return text
    } ?? RuleText()
  }

  private static func words(_ key: String, _ section: inout SettingsMap) -> [String] {
    section.strings(key, expected: wordShape) { Rule.isFindable($0) ? $0 : nil } ?? []
  }

  private static func patterns(_ section: inout SettingsMap) -> [String] {
    let texts = section.strings("regex", expected: "a regular expression or a list of them") { $0 }
    guard let texts, let pair = section.pair("regex") else { return [] }
    var nodes = [pair.value]
    if case .sequence(let list) = pair.value.content { nodes = list }
    for node in nodes {
      guard let text = node.value?.text else { continue }
      do throws(RulePattern.Refusal) {
        _ = try RulePattern(text)
      } catch {
        section.report("'regex' is \(error.message)", at: node.position)
      }
    }
    return texts
  }
}
