// `rules/*.yaml`: from text to rules, and rules that cannot both be meant.

import Service
import Taste
import Testing
import Workspace

struct RuleListTests {
  @Test func `every key is read`() throws {
    let folder = try WorkspaceFolder([
      "rules/a.yaml": """
      - name: all of it
        when:
          term: [bitcoin, "proof of work"]
          title: Swift
          source: ["https://x/*", news]
          author: Ada Lovelace
          language: [de, pt-BR]
          older_than: 7d
          tag: c*
        unless: {term: obituary}
        then: mute
      - {name: more, when: {term: x}, then: {boost: -1.5}}
      - {name: norse, when: {lang: [no, sv]}, then: keep}
      - {name: papers, when: {term: y}, in: arxiv, then: require}
      """
    ])
    let rules = try RuleList.load(folder.location).rules
    #expect(rules[0].when.terms == ["bitcoin", "proof of work"])
    #expect(rules[0].when.sources == ["https://x/*", "news"])
    #expect(rules[0].when.languages == ["de", "pt-BR"])
    #expect(rules[0].when.olderThan == .seconds(604_800))
    #expect(rules[0].when.tags == ["c*"])
    #expect(rules[0].unless?.terms == ["obituary"])
    #expect(rules[0].effect == .mute)
    #expect(rules[1].effect == .boost(-1.5))
    #expect(rules[2].when.languages == ["no", "sv"])
    #expect(rules[3].effect == .require)
    #expect(rules[3].scope == ["arxiv"])
  }

  @Test(arguments: [
    (
      "- {name: a, when: {term: b}}",
      "1:3: 'then' is missing, expected mute, keep, require, or {boost: a number from -5 to 5}"
    ),
    ("- {when: {term: b}, then: mute}", "1:3: 'name' is missing, expected a text"),
    (
      "- {name: a, then: mute}",
      "1:3: 'when' is missing, expected a condition such as {term: bitcoin}"
    ),
    (
      "- {name: a, when: {}, then: mute}",
      "1:19: 'when' is empty, expected at least one of term, title, source, author, language, "
        + "older_than, tag"
    ),
    (
      "- {name: a, when: {lang: de, language: en}, then: mute}",
      "1:20: 'lang' is short for 'language', expected one of them"
    ),
    (
      "- {name: a, when: bitcoin, then: mute}",
      "1:19: the text 'bitcoin', expected a mapping of keys to values"
    ),
    (
      "- {name: a, when: {term: b}, then: mut}",
      "1:36: 'then' is the text 'mut', expected mute, keep, require, "
        + "or {boost: a number from -5 to 5}"
    ),
    (
      "- {name: a, when: {term: b}, then: {boost: 6}}",
      "1:44: 'boost' is the number 6, expected a number from -5 to 5"
    ),
    (
      "- {name: a, when: {term: b}, then: {}}",
      "1:36: 'boost' is missing, expected a number from -5 to 5"
    ),
    (
      "- {name: a, when: {term: b}, then: keep, in: x}",
      "1:42: 'in' belongs to 'then: require'; expected 'source' under 'when' here"
    ),
    (
      "- {name: a, when: {term: \"?!\"}, then: mute}",
      "1:26: 'term' is the text '?!', expected words "
        + "(a text or a list of texts, each with a letter or digit)"
    ),
    (
      "- {name: a, when: {language: german}, then: mute}",
      "1:30: 'language' is the text 'german', expected a language code such as en or pt-BR"
    ),
    (
      "- {name: a, when: {older_than: 7}, then: mute}",
      "1:32: 'older_than' is the number 7, "
        + "expected a length of time such as 30s, 15m, 24h, 7d or 2w"
    ),
    (
      "- {name: a, when: {terms: b}, then: mute}",
      "1:20: unknown key 'terms', expected one of term, title, source, author, language, lang, "
        + "older_than, tag; did you mean 'term'?"
    ),
  ])
  func `what is wrong is said with what is right`(text: String, message: String) throws {
    let folder = try WorkspaceFolder(["rules/r.yaml": text])
    let error = #expect(throws: SettingsError.self) { try RuleList.load(folder.location) }
    #expect(error?.description == "rules/r.yaml:\(message)")
  }

  @Test func `rules that contradict each other are named with both places`() throws {
    let folder = try WorkspaceFolder([
      "rules/a.yaml": "- {name: no coins, when: {term: [NFT, Bitcoin]}, then: mute}\n",
      "rules/b.yaml": "- {name: coins, when: {term: [bitcoin, nft]}, then: keep}\n"
        + "- {name: coins, when: {term: x}, then: keep}\n",
    ])
    let error = #expect(throws: SettingsError.self) { try RuleList.load(folder.location) }
    #expect(
      error?.description == """
        rules/b.yaml:1:3: rule 'coins' mutes and keeps the same items, see rule 'no coins' at \
        rules/a.yaml:1:3
        rules/b.yaml:2:3: rule 'coins' has the name of another rule, see rule 'coins' at \
        rules/b.yaml:1:3
        """)
  }

  @Test func `problems of all files come at once`() throws {
    let folder = try WorkspaceFolder([
      "gleaner.yaml": "prior: 7", "feeds/f.yaml": "- x", "rules/r.yaml": "- y",
      "rules/s.yaml": "{",
    ])
    let check = WorkspaceCheck(folder.location, environment: [:])
    #expect(
      check.problems.map(\.file) == [
        "gleaner.yaml", "feeds/f.yaml", "rules/r.yaml", "rules/s.yaml",
      ])
  }
}
