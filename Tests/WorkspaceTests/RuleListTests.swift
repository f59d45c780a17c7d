// `rules/*.yaml`: from text to rules, and rules that cannot both be meant.

import Service
import Taste
import Testing
import Workspace

struct RuleListTests {
  private static let thenShape =
    "mute, keep, require, judge, {boost: a number from -5 to 5}, "
    + "or {expire: a length of time such as 7d}"

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

  @Test func `every kind of condition is read`() throws {
    let folder = try WorkspaceFolder([
      "rules/a.yaml": """
      - name: a
        when:
          term: {word: x, stem: [run, jump], regex: "a+"}
          text: y
          url: example.org/sport
          kind: [audio, file]
          newer_than: 2d
          interest: bread*
          likes: 3
          boosts: 0
          comments: 50
          any: [{title: p}, {author: q}]
          all: {tag: r}
          not: [{source: s}]
        then: {expire: 2d}
      - {name: b, when: {tag: c}, then: judge}
      """
    ])
    let rules = try RuleList.load(folder.location).rules
    let when = rules[0].when
    #expect(when.terms == RuleText(words: ["x"], stems: ["run", "jump"], patterns: ["a+"]))
    #expect(when.texts == ["y"] && when.urls == ["example.org/sport"])
    #expect(when.kinds == [.audio, .file] && when.newerThan == .seconds(172_800))
    #expect(when.interests == ["bread*"])
    #expect([when.likes, when.boosts, when.comments] == [3, 0, 50])
    #expect(when.any.map(\.titles) == [["p"], []] && when.all.map(\.tags) == [["r"]])
    #expect(when.not.map(\.sources) == [["s"]])
    #expect(rules.map(\.effect) == [.expire(.seconds(172_800)), .judge])
  }

  @Test func `a file is tried beside the folder, and its rules stand in for those of their name`()
    throws
  {
    let folder = try WorkspaceFolder([
      "rules/r.yaml":
        "- {name: a, when: {term: x}, then: mute}\n- {name: b, when: {term: y}, then: mute}"
    ])
    let list = try RuleList.load(folder.location)
    func parsed(_ text: String) throws -> YAMLNode {
      try SettingsFile.parse(Array(text.utf8), name: "new")
    }
    let (tried, names) = try list.trying(
      parsed("- {name: a, when: {term: z}, then: keep}\n- {name: c, when: {term: w}, then: mute}"),
      name: "new")
    #expect(tried.rules.map(\.name) == ["a", "b", "c"])
    #expect(tried.rules[0].when.terms == ["z"] && names == ["a", "c"])
    let error = #expect(throws: SettingsError.self) {
      _ = try list.trying(parsed("- {name: c, when: {term: y}, then: keep}"), name: "new")
    }
    #expect(
      error?.description
        == "new:1:3: rule 'c' mutes and keeps the same items, see rule 'b' at rules/r.yaml:2:3")
  }

  @Test(arguments: [
    (
      "- {name: a, when: {term: b}}",
      "1:3: 'then' is missing, expected \(Self.thenShape)"
    ),
    ("- {when: {term: b}, then: mute}", "1:3: 'name' is missing, expected a text"),
    (
      "- {name: a, then: mute}",
      "1:3: 'when' is missing, expected a condition such as {term: bitcoin}"
    ),
    (
      "- {name: a, when: {}, then: mute}",
      "1:19: 'when' is empty, expected a condition such as {term: bitcoin}"
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
      "1:36: 'then' is the text 'mut', expected \(Self.thenShape)"
    ),
    (
      "- {name: a, when: {term: b}, then: {boost: 6}}",
      "1:44: 'boost' is the number 6, expected a number from -5 to 5"
    ),
    (
      "- {name: a, when: {term: b}, then: {}}",
      "1:36: 'then' is empty, expected \(Self.thenShape)"
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
      "1:20: unknown key 'terms', expected one of term, title, text, url, source, author, language, "
        + "lang, kind, older_than, newer_than, tag, interest, likes, boosts, comments, any, all, not; "
        + "did you mean 'term'?"
    ),
    (
      "- {name: a, when: {title: {stems: b}}, then: mute}",
      "1:28: unknown key 'stems', expected one of word, stem, regex; did you mean 'stem'?"
    ),
    (
      "- {name: a, when: {title: {}}, then: mute}",
      "1:27: 'title' is empty, expected at least one of word, stem, regex"
    ),
    (
      "- {name: a, when: {title: {regex: [a, \"(\"]}}, then: mute}",
      "1:39: 'regex' is no regular expression: missing ): ("
    ),
    (
      "- {name: a, when: {kind: movie}, then: mute}",
      "1:26: 'kind' is the text 'movie', expected one or several of feed, file, mastodon, bluesky, "
        + "x, audio, video, link, reply, boost"
    ),
    (
      "- {name: a, when: {likes: -1}, then: mute}",
      "1:27: 'likes' is the number -1, expected a whole number from 0 to 2000000000"
    ),
    (
      "- {name: a, when: {any: []}, then: mute}",
      "1:25: 'any' is an empty list, expected a mapping or some of them"
    ),
    (
      "- {name: a, when: {any: [{term: b}, {trem: c}]}, then: mute}",
      "1:38: unknown key 'trem', expected one of term, title, text, url, source, author, language, "
        + "lang, kind, older_than, newer_than, tag, interest, likes, boosts, comments, any, all, not; "
        + "did you mean 'term'?"
    ),
    (
      "- {name: a, when: {not: {not: {not: {not: {term: b}}}}}, then: mute}",
      "1:38: conditions within conditions, expected no more than 4 deep"
    ),
    (
      "- {name: a, when: {term: b}, then: {expire: 2}}",
      "1:45: 'expire' is the number 2, expected a length of time such as 30s, 15m, 24h, 7d or 2w"
    ),
    (
      "- {name: a, when: {term: b}, then: {boost: 1, expire: 2d}}",
      "1:47: one rule does one thing, expected boost or expire"
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
