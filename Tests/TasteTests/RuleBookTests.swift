// Rules: what they match, in which order they decide, and how they contradict.

import Foundation
import Taste
import Testing

struct RuleBookTests {
  private let now = Date(timeIntervalSince1970: 1_000_000)

  private func facts(
    _ title: String = "", _ text: String = "", tags: [String] = [], author: String? = nil,
    language: String? = nil, daysOld: Double? = nil, source: String = "https://s.example/rss",
    sourceName: String? = nil, sourceTags: [String] = []
  ) -> RuleFacts {
    RuleFacts(
      title: title, text: text, tags: tags, author: author, language: language,
      published: daysOld.map { now.addingTimeInterval(-$0 * 86_400) }, sourceAddress: source,
      sourceName: sourceName, sourceTags: sourceTags)
  }

  private func condition(_ fill: (inout RuleCondition) -> Void) -> RuleCondition {
    var condition = RuleCondition()
    fill(&condition)
    return condition
  }

  private func fires(_ facts: RuleFacts, _ fill: (inout RuleCondition) -> Void) -> Bool {
    let rule = Rule(name: "r", when: condition(fill), effect: .mute)
    return RuleBook([rule]).apply(to: facts, now: now).verdict == .skip
  }

  @Test(arguments: [
    ("bitcoin", "Why BITCOIN, again?", true), ("bitcoin", "bitcoins", false),
    ("art", "party", false), ("zurich", "Zürich", true), ("ZÜRICH", "Zu\u{308}rich", true),
    ("strasse", "Straße", true), ("Ελλάδα", "ελλαδα", true), ("ёлка", "ЕЛКА", true),
    ("machine learning", "Machine-Learning: a start", true),
    ("machine learning", "learning machine", false), ("c++", "C++20 or C++?", true),
    ("c++", "vitamin C", false), ("c", "C++", false), ("c#", "in C#.", true),
    (".net", "the .NET runtime", true), ("比特币", "为什么比特币又涨了", true), ("比特币", "比特", false),
    ("bitcoin", "bit\u{AD}coin bit\u{200B}coin", true), ("ﬁle", "ﬁle", true), ("abc", "ＡＢＣ", true),
    ("naïve", "naive", true), ("don't", "don’t", true), ("3.5", "GPT-3.5 is", true),
    ("İstanbul", "istanbul", true), ("#swift", "we like #Swift!", true),
  ])
  func `terms are whole words without case and marks`(term: String, text: String, found: Bool) {
    #expect(fires(facts("", text)) { $0.terms = [term] } == found)
  }

  @Test func `a term is looked for in title, text and tags, and never across them`() {
    #expect(fires(facts("big news")) { $0.terms = ["big news"] })
    #expect(fires(facts("", "", tags: ["big news"])) { $0.terms = ["big news"] })
    #expect(!fires(facts("so big", "news")) { $0.terms = ["big news"] })
    #expect(!fires(facts("", "x", tags: ["big", "news"])) { $0.terms = ["big news"] })
  }

  @Test func `each kind looks at its own field`() {
    let item = facts(
      "Title words", "body", tags: ["Cats"], author: "Simon Willison, Ada", language: "de-AT",
      daysOld: 3, source: "https://lobste.rs/rss", sourceName: "Lobsters", sourceTags: ["Tech"])
    #expect(fires(item) { $0.titles = ["words"] })
    #expect(!fires(item) { $0.titles = ["body"] })
    #expect(fires(item) { $0.authors = ["simon willison"] })
    #expect(!fires(item) { $0.authors = ["simon ada"] })
    #expect(fires(item) { $0.languages = ["DE"] })
    #expect(fires(item) { $0.languages = ["de-AT"] })
    #expect(!fires(item) { $0.languages = ["de-CH"] })
    #expect(!fires(item) { $0.languages = ["d"] })
    #expect(fires(facts(language: "pt")) { $0.languages = ["pt-BR"] })
    #expect(!fires(facts()) { $0.languages = ["de"] })
    #expect(fires(item) { $0.tags = ["c*"] })
    #expect(!fires(item) { $0.tags = ["tech"] })
    #expect(fires(item) { $0.sources = ["*lobste.rs*"] })
    #expect(fires(item) { $0.sources = ["lobsters"] })
    #expect(fires(item) { $0.sources = ["t?ch"] })
    #expect(!fires(item) { $0.sources = ["lobste"] })
    #expect(fires(item) { $0.olderThan = .seconds(2 * 86_400) })
    #expect(!fires(item) { $0.olderThan = .seconds(4 * 86_400) })
    #expect(!fires(facts()) { $0.olderThan = .seconds(1) })
  }

  @Test func `kinds are joined by and, values by or`() {
    let item = facts("a b", language: "en")
    #expect(
      fires(item) {
        $0.terms = ["x", "b"]
        $0.languages = ["en"]
      })
    #expect(
      !fires(item) {
        $0.terms = ["a"]
        $0.languages = ["fr"]
      })
    #expect(!fires(item) { _ in })
  }

  @Test func `the first verdict wins and boosts add up`() {
    let b = condition { $0.terms = ["b"] }
    let book = RuleBook([
      Rule(name: "up", when: b, effect: .boost(2)), Rule(name: "keep", when: b, effect: .keep),
      Rule(name: "other", when: condition { $0.terms = ["z"] }, effect: .mute),
      Rule(name: "mute", when: condition { $0.terms = ["c"] }, effect: .mute),
      Rule(name: "down", when: b, effect: .boost(-0.5)),
    ])
    let outcome = book.apply(to: facts("a b c"), now: now)
    #expect(outcome.verdict == .keep)
    #expect(outcome.ruleName == "keep")
    #expect(outcome.reason == "kept by rule 'keep'")
    #expect(outcome.boost == 1.5)
    #expect(outcome.boosters == ["up", "down"])
    #expect(outcome.fired == ["up", "keep", "mute", "down"])
    #expect(book.apply(to: facts("nothing"), now: now) == RuleOutcome())
  }

  @Test func `unless holds a rule back`() {
    let rule = Rule(
      name: "r", when: condition { $0.terms = ["a"] }, unless: condition { $0.terms = ["b"] },
      effect: .mute)
    #expect(RuleBook([rule]).apply(to: facts("a"), now: now).verdict == .skip)
    #expect(RuleBook([rule]).apply(to: facts("a b"), now: now).verdict == nil)
  }

  @Test func `require skips what does not match, within its scope`() {
    let rule = Rule(
      name: "papers", when: condition { $0.terms = ["retrieval"] },
      unless: condition { $0.authors = ["ada"] }, effect: .require, scope: ["*arxiv*"])
    func verdict(_ facts: RuleFacts) -> Verdict? {
      RuleBook([rule]).apply(to: facts, now: now).verdict
    }
    #expect(verdict(facts("other", source: "https://arxiv.org/rss")) == .skip)
    #expect(verdict(facts("retrieval", source: "https://arxiv.org/rss")) == nil)
    #expect(verdict(facts("other", author: "Ada", source: "https://arxiv.org/rss")) == nil)
    #expect(verdict(facts("other")) == nil)
    let outcome = RuleBook([rule]).apply(
      to: facts("x", source: "https://arxiv.org/rss"), now: now)
    #expect(outcome.reason == "lacks what rule 'papers' requires")
    #expect(outcome.fired == ["papers"])
  }

  @Test func `judge asks, and expire skips what is older`() {
    let a = condition { $0.terms = ["a"] }
    let book = RuleBook([
      Rule(name: "old", when: a, effect: .expire(.seconds(86_400))),
      Rule(name: "ask", when: a, effect: .judge),
    ])
    let young = book.apply(to: facts("a", daysOld: 0.5), now: now)
    #expect(young.verdict == .review && young.fired == ["ask"])
    #expect(young.reason == "to be judged, as rule 'ask' wants it")
    let old = book.apply(to: facts("a", daysOld: 2), now: now)
    #expect(old.verdict == .skip && old.fired == ["old", "ask"])
    #expect(old.reason == "older than rule 'old' allows")
    #expect(book.apply(to: facts("a"), now: now).verdict == .review)
  }

  @Test(arguments: [
    (RuleEffect.mute, RuleEffect.keep, true), (.keep, .judge, true), (.judge, .mute, true),
    (.require, .mute, true), (.mute, .expire(.seconds(1)), true),
    (.expire(.seconds(1)), .mute, false), (.expire(.seconds(1)), .keep, false),
    (.keep, .boost(1), false), (.judge, .judge, false),
  ])
  func `effects on the same items exclude each other or not`(
    first: RuleEffect, second: RuleEffect, isConflict: Bool
  ) {
    let a = condition { $0.terms = ["a"] }
    let rules = [
      Rule(name: "1", when: a, effect: first), Rule(name: "2", when: a, effect: second),
    ]
    #expect(RuleConflict.all(in: rules).isEmpty != isConflict)
  }

  @Test func `contradictions and double names are found`() {
    let coins = condition { $0.terms = ["Bitcoin", "nft"] }
    let same = condition { $0.terms = ["NFT", "bitcoin", "nft"] }
    let rules = [
      Rule(name: "a", when: coins, effect: .mute), Rule(name: "b", when: same, effect: .keep),
      Rule(name: "a", when: condition { $0.terms = ["x"] }, effect: .keep),
      Rule(name: "c", when: same, effect: .require), Rule(name: "d", when: same, effect: .boost(1)),
      Rule(name: "e", when: coins, unless: condition { $0.tags = ["y"] }, effect: .keep),
    ]
    let found = RuleConflict.all(in: rules).map { [$0.first, $0.second] }
    #expect(found == [[0, 1], [0, 2], [0, 3]])
  }

  @Test func `a pattern with many stars ends`() {
    let long = String(repeating: "a", count: 5_000)
    let pattern = String(repeating: "*a", count: 200) + "b"
    #expect(!fires(facts(source: long)) { $0.sources = [pattern] })
  }

  @Test func `random text and rules do no harm`() {
    var state: UInt64 = 5
    func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    func text() -> String {
      var text = String.UnicodeScalarView()
      for _ in 0..<random(30) {
        if let scalar = Unicode.Scalar(UInt32(random(random(2) == 0 ? 0x80 : 0x3000))) {
          text.append(scalar)
        }
      }
      return String(text)
    }
    for _ in 0..<500 {
      let body = text()
      let item = facts(text(), body, tags: [text()], author: text(), source: text())
      _ = fires(item) { $0.sources = [text()] }
      // What is a whole field is always found in it, if it has a word at all.
      #expect(fires(item) { $0.terms = [body] } == Rule.isFindable(body))
    }
  }
}
