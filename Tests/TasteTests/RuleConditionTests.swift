// Each kind of condition: what matches, what does not, and what is not known.

import Feed
import Foundation
import Taste
import Testing

struct RuleConditionTests {
  private let now = Date(timeIntervalSince1970: 1_000_000)

  private func condition(_ fill: (inout RuleCondition) -> Void) -> RuleCondition {
    var condition = RuleCondition()
    fill(&condition)
    return condition
  }

  private func item(
    _ title: String = "", _ text: String = "", _ fill: (inout RuleFacts) -> Void = { _ in }
  ) -> RuleFacts {
    var facts = RuleFacts(title: title, text: text, sourceAddress: "https://s.example/rss")
    fill(&facts)
    return facts
  }

  private func fires(_ facts: RuleFacts, _ fill: (inout RuleCondition) -> Void) -> Bool {
    let rule = Rule(name: "r", when: condition(fill), effect: .mute)
    return RuleBook([rule]).apply(to: facts, now: now).verdict == .skip
  }

  @Test(arguments: [
    ("invest", "en", "They are Investing again", true), ("investing", "en", "who invests", true),
    ("invest", "en", "an investigation", false), ("invest", nil, "investing", true),
    ("Wohnung", "de", "neue Wohnungen", true), ("Wohnung", "de-AT", "WOHNUNGEN", true),
    ("müde", "de", "die müden Leute", true), ("manger", "fr", "ils ont mangé", true),
    ("книга", "ru", "в этих книгах", true), ("machine learning", "en", "machines learned", true),
    ("machine learning", "en", "learning machines", false), ("dom", "pl", "w domu", false),
    ("dom", "pl", "dom", true), ("die", "en", "dying", true), ("baca", "id", "membaca", true),
    ("book", "en", "", false), ("art", "en", "a party", false),
  ])
  func `stems are those of the item's language`(
    stem: String, language: String?, text: String, found: Bool
  ) {
    let facts = item("", text) { $0.language = language }
    #expect(fires(facts) { $0.terms.stems = [stem] } == found)
  }

  @Test(arguments: [
    ("^\\[?sponsored", "Sponsored: a shoe", true), ("sponsored$", "Sponsored: a shoe", false),
    ("(?-i)NASA", "nasa", false), ("(?-i)NASA", "NASA", true), ("\\bcve-\\d+", "CVE-2026", true),
    ("zürich", "ZÜRICH", true), ("\\p{Greek}", "the letter λ", true), ("a.c", "a\nc", false),
  ])
  func `a pattern is RE2's, and capitals do not matter`(
    pattern: String, title: String, found: Bool
  ) {
    #expect(fires(item(title)) { $0.titles.patterns = [pattern] } == found)
    #expect(fires(item("", title)) { $0.terms.patterns = [pattern] } == found)
    #expect(!fires(item("", title)) { $0.titles.patterns = [pattern] })
  }

  @Test func `words, stems and patterns of one field are joined by or`() {
    let text = RuleText(words: ["one"], stems: ["cooking"], patterns: ["z+y"])
    for title in ["one", "he cooks", "zzzy"] {
      #expect(fires(item(title)) { $0.titles = text }, "\(title)")
    }
    #expect(!fires(item("two")) { $0.titles = text })
  }

  @Test(arguments: [
    ("example.org/sport", "https://www.example.org/sport/12", true),
    ("example.org/sport", "https://example.org/politics/sport", false),
    ("shorts", "https://video.example/shorts/x", true), ("short", "https://e.org/shorts/x", false),
  ])
  func `an address is searched for its words`(words: String, url: String, found: Bool) {
    #expect(fires(item { $0.url = url }) { $0.urls.words = [words] } == found)
    #expect(!fires(item()) { $0.urls.words = [words] })
  }

  @Test func `the text is not the title`() {
    #expect(fires(item("", "fog")) { $0.texts = ["fog"] })
    #expect(!fires(item("fog")) { $0.texts = ["fog"] })
  }

  @Test(arguments: [(1.0, true), (2.9, true), (3.1, false)])
  func `younger than is not older than`(days: Double, isYoung: Bool) {
    let facts = item { $0.published = now.addingTimeInterval(-days * 86_400) }
    #expect(fires(facts) { $0.newerThan = .seconds(3 * 86_400) } == isYoung)
    #expect(fires(facts) { $0.olderThan = .seconds(3 * 86_400) } == !isYoung)
    #expect(!fires(item()) { $0.newerThan = .seconds(1) })
  }

  @Test(arguments: RuleKind.allCases)
  func `each kind is asked for by its name`(kind: RuleKind) {
    #expect(fires(item { $0.kinds = [kind] }) { $0.kinds = [kind] })
    #expect(!fires(item()) { $0.kinds = [kind] })
    #expect(fires(item { $0.kinds = [kind] }) { $0.kinds = RuleKind.allCases })
  }

  @Test func `the kinds of an item are those of its source and its traits`() {
    var news = Item(externalID: "1", title: "", text: "")
    news.traits = [.audio, .link]
    #expect(RuleKind.of(news, from: Source(address: "a.xml")) == [.feed, .file, .audio, .link])
    let remote = Source(kind: .mastodon, address: "https://m.example")
    #expect(RuleKind.of(news, from: remote) == [.mastodon, .audio, .link])
  }

  @Test func `counts are reached or unknown`() {
    let facts = item { $0.engagement = Engagement(likes: 5, comments: 0) }
    #expect(fires(facts) { $0.likes = 5 })
    #expect(!fires(facts) { $0.likes = 6 })
    #expect(fires(facts) { $0.comments = 0 })
    #expect(!fires(facts) { $0.boosts = 0 })
    #expect(!fires(item()) { $0.comments = 0 })
  }

  @Test func `an interest is asked for by its label`() {
    let facts = item { $0.interests = ["Rye bread, sourdough"] }
    #expect(fires(facts) { $0.interests = ["*sourdough*"] })
    #expect(fires(facts) { $0.interests = ["RYE BREAD, sourdough"] })
    #expect(!fires(facts) { $0.interests = ["rye"] })
    #expect(!fires(item()) { $0.interests = ["*"] })
  }

  @Test func `conditions within conditions are any, all and none`() {
    let a = condition { $0.terms = ["a"] }
    let b = condition { $0.terms = ["b"] }
    #expect(fires(item("a")) { $0.any = [a, b] })
    #expect(!fires(item("c")) { $0.any = [a, b] })
    #expect(!fires(item("a")) { $0.all = [a, b] })
    #expect(fires(item("a b")) { $0.all = [a, b] })
    #expect(fires(item("c")) { $0.not = [a, b] })
    #expect(!fires(item("b")) { $0.not = [a, b] })
    let nested = condition { $0.not = [a] }
    #expect(fires(item("b")) { $0.all = [b, nested] })
    #expect(!fires(item("a b")) { $0.all = [b, nested] })
    #expect(!fires(item("x")) { $0.any = [RuleCondition()] })
  }

  @Test func `conditions that say the same are the same, however they are written`() {
    let one = condition {
      $0.any = [condition { $0.kinds = [.video, .audio] }, condition { $0.terms = ["A"] }]
    }
    let other = condition {
      $0.any = [condition { $0.terms = ["a", "A"] }, condition { $0.kinds = [.audio, .video] }]
    }
    let rules = [
      Rule(name: "x", when: one, effect: .mute), Rule(name: "y", when: other, effect: .keep),
    ]
    #expect(RuleConflict.all(in: rules).count == 1)
  }
}
