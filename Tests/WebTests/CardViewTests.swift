// Cards as text: what a person sees, and that a stranger's text stays text.

import Feed
import Foundation
import Markup
import Pipeline
import Store
import Taste
import TestSupport
import Testing

@testable import Web

struct CardViewTests {
  private static let now = Date(timeIntervalSince1970: 1_800_000_000)
  private static let visitor = Visitor.person(formToken: "TOKEN")

  private static func item(
    title: String = "A rye starter in five days", text: String = "Flour, water and patience.",
    author: String? = "Ann Baker", url: String? = "https://example.org/rye?a=1&b=2#day-3",
    html: String? = nil
  ) -> DecidedItem {
    var rationale = Rationale(reasons: [
      Reason(
        id: "passage:1", title: "Sourdough at home", share: 0.9, evidence: "like",
        closeness: 3, close: true, words: ["starter"])
    ])
    rationale.base = -2
    rationale.pro = 1.6
    rationale.contra = 0
    rationale.prior = 0.1
    rationale.skip = 0.25
    rationale.keep = 0.6
    rationale.interest = InterestNote(name: "bread", wish: "pinned")
    rationale.judge = JudgeNote(
      verdict: "unsure", confidence: 55, shift: 0, model: "m", suspicion: [],
      reason: "it says \"rye\"")
    return DecidedItem(
      id: 7, source: "https://example.org/feed", sourceName: "Example", title: title, text: text,
      html: html, url: url, author: author, published: now, firstSeen: now,
      outcome: DecidedItem.Outcome(
        id: 3, verdict: .review, stage: .score, reason: "between skip and keep",
        probability: 0.4, uncertainty: 0.1, logOdds: -0.4, rationale: rationale, profile: 2,
        model: "m", decidedAt: now))
  }

  private static func card(_ item: DecidedItem?, said: String? = nil) -> String {
    let view = SittingView(
      question: item.map { ReviewCase(item: $0, purpose: .borderline) }, alsoIn: ["Other"],
      tally: ReviewTally(kept: 4, skipped: 2, waiting: 31), position: 7, total: 12, passed: 1,
      last: ReviewStep(
        id: 1, word: .keep, item: 5, title: "Baked <before>", label: 9, action: nil, until: nil,
        at: now))
    return CardView(view: view, now: now, zone: .gmt, visitor: visitor, said: said).part.html
  }

  private static func page(_ item: DecidedItem) -> String {
    ItemView(
      item: item, original: 4,
      story: DecisionStory(item: item, alsoIn: ["Other"], newestProfile: 3, zone: .gmt),
      judgements: [
        KeptJudgement(
          hash: [1], state: "answered", version: "judge-1", askedAt: now,
          answer: Judgement(
            verdict: .unsure, confidence: 55, reason: "it says \"rye\"", topics: [],
            provider: "here", model: "m", tokensIn: 1, tokensOut: 1, cost: 0, latency: 1))
      ],
      history: [
        ItemEvent(
          at: now,
          kind: .decided(
            .review, .score, reason: "between skip and keep", probability: 0.4, profile: 2)),
        ItemEvent(
          at: now, kind: .said(label: "skip", origin: "review", reason: nil, isWithdrawn: true)),
      ],
      retellings: [Retelling(id: 9, title: item.title, sourceName: "Other", url: item.url)],
      actions: [], proposal: nil, last: nil, now: now, zone: .gmt, visitor: visitor
    ).body.html
  }

  @Test func `a card, its end and a page are as they were`() throws {
    try Golden.expect(Self.card(Self.item(), said: "Kept."), matches: "card.html")
    try Golden.expect(Self.card(nil), matches: "card-end.html")
    try Golden.expect(
      Self.page(Self.item(html: "<p>Flour, <b>water</b> and patience.</p>")), matches: "item.html")
  }

  @Test func `a list is as it was`() throws {
    var filter = ItemFilter()
    filter.words = "rye \"starter\""
    filter.verdict = .review
    let view = ItemListView(
      filter: filter, items: [Self.item()], hasMore: true, now: Self.now, zone: .gmt)
    try Golden.expect(view.body.html, matches: "items.html")
  }

  // MARK: Hostile texts

  private static let marks = [
    "", "\"", "'", "\">", "'>", "</h1>", "</a>", "</textarea>", "\u{0}", "&quot;>", "-->", "]]>",
  ]
  private static let payloads = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>", "<form action=/sign-out><button data-key=k>",
    "<a href=javascript:alert(1)>x</a>", "<div id=card data-part=card>", "<math><mtext><script>1",
    "<style>*{display:none}</style>", "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0>",
    "<input name=token>", "<object data=x>", "<x onmouseover=alert(1)>", "\\u003cscript\\u003e",
    "<details open ontoggle=alert(1)>", "<template><script>1</script></template>",
    "\" autofocus onfocus=\"alert(1)", "<ScRiPt\n>alert(1)</sCrIpT >", "<!--><script>1</script>-->",
  ]
  private static let hostile = marks.flatMap { mark in payloads.map { mark + $0 } }
  private static let addresses = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>1</script>",
    "vbscript:x", " javascript:alert(1)", "java\nscript:alert(1)", "https://a\" onclick=\"alert(1)",
    "//evil.example", "https://example.org/\"><script>1</script>", "file:///etc/passwd",
    "https://example.org/#\"><script>1</script>", "blob:https://example.org/1",
  ]

  @Test func `hundreds of hostile titles, authors and texts stay text`() {
    let harmless = Self.tags(Self.card(Self.item()))
    let harmlessPage = Self.tags(Self.page(Self.item()))
    for text in Self.hostile {
      let item = Self.item(title: text, text: text + " and more", author: text)
      #expect(Self.tags(Self.card(item, said: text)) == harmless, "\(text)")
      #expect(Self.tags(Self.page(item)) == harmlessPage, "\(text)")
    }
  }

  @Test(arguments: addresses)
  func `an address that is none leads nowhere`(address: String) {
    for html in [Self.card(Self.item(url: address)), Self.page(Self.item(url: address))] {
      for tag in Self.tags(html) {
        #expect(!tag.contains(" onclick"))
        #expect(tag.name != "script")
        if let target = tag.target {
          #expect(target.hasPrefix("/") && !target.hasPrefix("//") || target.hasPrefix("https://"))
        }
      }
    }
  }

  @Test func `what a feed brings as markup can neither run, send, nor look like ours`() {
    let banned = [
      "script", "iframe", "form", "input", "button", "object", "embed", "base", "meta", "style",
      "link",
      "template", "textarea", "select", "details", "dialog",
    ]
    for text in Self.hostile {
      let page = Self.page(Self.item(html: "<p>\(text)</p>"))
      guard let start = page.range(of: "<div class=\"told\">")?.upperBound else {
        Issue.record("no text")
        continue
      }
      for tag in Self.tags(String(page[start...])) {
        #expect(!banned.contains(tag.name), "\(text)")
        for name in tag.attributes {
          #expect(
            !name.hasPrefix("on") && !name.hasPrefix("data-") && name != "id" && name != "name",
            "\(text)")
        }
        if let target = tag.target {
          #expect(!target.lowercased().hasPrefix("javascript"), "\(text)")
        }
      }
    }
  }

  /// A tag as a browser would find it: what we write has every attribute in double quotes.
  private struct Tag: Hashable {
    var name = ""
    var attributes: [String] = []
    var target: String?

    func contains(_ text: String) -> Bool { attributes.contains { " \($0)".hasPrefix(text) } }

    static func == (left: Tag, right: Tag) -> Bool {
      left.name == right.name && left.attributes == right.attributes
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(name)
      hasher.combine(attributes)
    }
  }

  private static func tags(_ html: String) -> [Tag] {
    var tags: [Tag] = []
    var rest = html[...]
    while let start = rest.firstIndex(of: "<") {
      rest = rest[rest.index(after: start)...]
      var tag = Tag(name: String(rest.prefix { $0 != ">" && !$0.isWhitespace }).lowercased())
      rest = rest.dropFirst(tag.name.count)
      while let next = rest.first, next != ">" {
        guard !next.isWhitespace else {
          rest = rest.dropFirst()
          continue
        }
        let name = String(rest.prefix { $0 != "=" && $0 != ">" && !$0.isWhitespace }).lowercased()
        rest = rest.dropFirst(max(1, name.count))
        tag.attributes.append(name)
        guard rest.hasPrefix("=\"") else { continue }
        let value = rest.dropFirst(2).prefix { $0 != "\"" }
        if name == "href" || name == "src" || name == "action" { tag.target = String(value) }
        rest = rest.dropFirst(3 + value.count)
      }
      tags.append(tag)
    }
    return tags
  }
}
