// The pages of the profile as text: what a person sees, and that a stranger's text stays text.

import Digest
import Feed
import Foundation
import Markup
import Service
import Taste
import TestSupport
import Testing

@testable import Pipeline
@testable import Store
@testable import Tuning
@testable import Web
@testable import Workspace

struct ProfileViewTests {
  private static let now = Date(timeIntervalSince1970: 1_800_000_000)
  private static let visitor = Visitor.person(formToken: "TOKEN")
  private static let hostile = "<script>alert(1)</script>\" onload=\"x"

  @Test func `the profile looks as it did`() throws {
    let page = ProfileView(portrait: Self.portrait).body.html
    try Golden.expect(page, matches: "profile.html")
    #expect(!page.contains("<script") && !page.contains("\" onload"))
  }

  @Test func `an interest looks as it did`() throws {
    let items = [("A loaf", Verdict.keep), (Self.hostile, .skip)].enumerated().map {
      RecentItem(
        id: Int64($0 + 1), title: $1.0, text: "", vector: Vector(unit: [1, 0]), firstSeen: Self.now,
        verdict: $1.1, isShown: false, isAnswered: false)
    }
    let page = InterestView(
      part: Self.portrait.interests[0], reading: 12, items: items, visitor: Self.visitor
    ).body.html
    try Golden.expect(page, matches: "profile-interest.html")
    #expect(!page.contains("<script") && !page.contains("\" onload"))
  }

  @Test func `what a wish would do looks as it did`() throws {
    let path = "/profile/interests/1"
    let page = EffectView(
      preview: Self.preview,
      proposed: ProposedChange(
        change: .wish(.mute, about: 1), path: path, fields: WishFields.hidden(.rename("a\"b"))),
      isAnew: true, visitor: Self.visitor
    ).body.html
    try Golden.expect(page, matches: "profile-effect.html")
    #expect(!page.contains("<script"))
  }

  @Test func `what does nothing says so`() {
    func page(_ moves: [ProfileMove]) -> String {
      let effect = ProfileEffect(
        before: Self.row(1), after: Self.row(2), names: WishBook([], on: .none, model: "m"),
        moves: moves)
      return EffectView(
        preview: ProfilePreview(effect: effect, shifts: effect.shifts(.standard), basis: "1"),
        proposed: ProposedChange(change: .rollBack(to: 1), path: "/p", fields: ""), isAnew: false,
        visitor: Self.visitor
      ).body.html
    }
    #expect(page([]).contains("Nothing came in lately that could show it"))
    #expect(
      page([Self.move(1, "Same", 0.3, 0.3)]).contains("none would be decided otherwise"))
  }

  @Test func `versions look as they did`() throws {
    let rows = [Self.row(7, why: "“bread” pinned"), Self.row(6)]
    let list = VersionListView(rows: rows, hasMore: true, isFirst: true, zone: .gmt).body.html
    let comparison = ProfileComparison(
      before: Self.row(6), after: rows[0], words: ["+2 likes", "wish: “bread” pinned"],
      moves: [Self.move(3, Self.hostile, 0.2, 0.4, ranks: (9, 2))])
    let one = VersionView(
      profile: Self.row(6), newest: 7, other: 5, comparison: comparison, canGoBack: true,
      zone: .gmt, visitor: Self.visitor
    ).body.html
    try Golden.expect(list + one, matches: "profile-versions.html")
    #expect(!one.contains("<script"))
  }

  @Test func `briefings and missing figures look as they did`() throws {
    let row = JudgeBriefingRow(
      id: 2, createdAt: Self.now, isInUse: true, content: try ProfilePagesTests.briefing())
    let refused = JudgeBriefingRow(
      id: 3, createdAt: Self.now, isInUse: false,
      content: try ProfilePagesTests.briefing(isAccepted: false))
    let judge = BriefingView(rows: [refused, row], inUse: 2, zone: .gmt, visitor: Self.visitor)
    let lack = QualityView(
      measured: Measured(
        finding: .lack("there are 2 answers"), at: Self.now, profile: 1, number: 1),
      newest: 1, zone: .gmt, visitor: Self.visitor)
    let tuning = TuningView(
      looked: Measured(
        finding: .lack("there are 2 answers"), at: Self.now, profile: 1, number: 1),
      newest: 1, zone: .gmt, visitor: Self.visitor)
    try Golden.expect(
      judge.body.html + lack.body.html + tuning.body.html, matches: "profile-judge.html")
  }

  @Test func `rules look as they did`() throws {
    var condition = RuleCondition()
    condition.titles = ["coins"]
    let rule = Rule(name: "no <coins>", when: condition, effect: .mute)
    let past = ["coins and cats", "coins"].enumerated().map {
      PastDecision(
        id: Int64($0 + 1), facts: RuleFacts(title: $1, text: "", sourceAddress: "s"), logOdds: 2,
        verdict: .skip, isPersons: $0 == 1, at: Self.now)
    }
    let proposal = RuleProposal(
      label: 4, kind: .source, pattern: "https://a.example/", name: "A <b>", item: 9,
      title: Self.hostile, proposedAt: Self.now, came: 4, kept: 1)
    func page(_ rules: Result<[DeclaredRule], SettingsError>) -> String {
      let trials = RuleDesk.Trials(
        rules: rules,
        trial: RuleTrial(
          RuleBook([rule]), trying: [rule.name], over: past, thresholds: .standard),
        since: Self.now, proposals: [proposal], proposed: [:])
      return RuleListView(trials: trials, zone: .gmt, visitor: Self.visitor).body.html
    }
    let declared = DeclaredRule(
      rule: rule, file: "rules/a.yaml", position: YAMLPosition(line: 3, column: 1))
    let broken = SettingsError([
      Problem(file: "rules/<b>.yaml", position: nil, message: "is no list")
    ])
    let text = page(.success([declared])) + page(.failure(broken))
    try Golden.expect(text, matches: "profile-rules.html")
    #expect(!text.contains("<script") && !text.contains("<coins"))
  }

  // MARK: Values

  private static func row(_ id: Int64, why: String = "new evidence") -> ProfileRow {
    var draft = ProfileDraft(
      parent: id - 1, why: why, evidence: [1], model: "m", background: Array(0..<93))
    draft.learned = ["like": 14, "document": 28]
    draft.settings.keep = 0.7
    draft.wishes = [
      Wish(.pin, InterestMark(label: "bread", members: [], centre: [], model: "m"), at: now)
    ]
    return ProfileRow(id: id, builtAt: now, content: draft)
  }

  private static func move(
    _ item: Int64, _ title: String, _ before: Double, _ after: Double, ranks: (Int, Int) = (1, 1)
  ) -> ProfileMove {
    ProfileMove(
      item: item, title: title, before: before, after: after, rankBefore: ranks.0,
      rankAfter: ranks.1, isAnswered: false)
  }

  private static var preview: ProfilePreview {
    let moves = [
      move(1, "To be kept", 0.1, 0.8), move(2, hostile, 0.8, 0.2), move(3, "Rises", 0.3, 0.4),
      move(4, "Falls", 0.4, 0.3), move(5, "Stays", 0.4, 0.4),
    ]
    let effect = ProfileEffect(
      before: row(6), after: row(7, why: "“bread” muted"),
      names: WishBook([], on: .none, model: "m"), moves: moves)
    return ProfilePreview(effect: effect, shifts: effect.shifts(.standard), basis: "6.1")
  }

  private static var portrait: ProfilePortrait {
    let interests = ["bread, rye", "touring bike"].enumerated().map { place, label in
      Interest(
        number: place + 1, label: label, words: ["w", "v"], weight: [0.35, 0.65][place], size: 10,
        exemplars: [
          Interest.Exemplar(id: "item:\(place + 4)", title: "A starter"),
          Interest.Exemplar(id: "passage:2", title: hostile),
        ],
        members: ["m"], centre: place == 0 ? [1, 0] : [0, 1], reach: 0.3)
    }
    let parts = interests.indices.map { place in
      ProfilePortrait.Part(
        interest: interests[place], name: place == 0 ? hostile : interests[place].label,
        wish: [Wish.Kind.weight(2.5), .mute][place], reading: 4 - place, came: 9 * place,
        late: ProfilePortrait.Share(hits: [40, 20][place], count: 60),
        early: ProfilePortrait.Share(hits: [20, 70][place], count: 200))
    }
    let mark = InterestMark(label: "golf", members: [], centre: [], model: "m")
    let map = InterestMap(
      Interests(interests, middle: [0, 0], partedFrom: 30),
      examples: [[[1, 0.1]], [[0.1, 1]]])
    return ProfilePortrait(
      profile: row(7), isCurrent: true, person: "Robin", timeZone: .gmt, interests: parts,
      map: map, reading: 12, readingElsewhere: 3, resting: [Wish(.pin, mark, at: now)],
      answers: (0..<60).map {
        Answered(probability: Double($0) / 60, isWanted: $0 > 30 || $0 % 5 == 0)
      }, prior: 0.25, thresholds: .standard)
  }
}
