// Rules in a browser: what they did, and proposed ones that become entries of a file, or do not.

import Foundation
import HTTP
import Store
import Taste
import TestSupport
import Testing
import Web
import Workspace

struct RulePagesTests {
  private func propose(
    _ kind: RuleProposal.Kind, _ pattern: String, on item: Int64, _ house: ProfileHouse
  ) async throws -> Int64 {
    _ = try await house.database.answer(
      item, .skip, origin: .correction, reason: nil, at: TestSite.now)
    let label = try await house.database.evidenceMark().feedback
    try await house.database.propose(
      kind, pattern: pattern, name: pattern, label: label, at: TestSite.now)
    return label
  }

  @Test func `each rule says what it did, with its place`() async throws {
    try await ProfileHouse.with(rules: ProfilePagesTests.mute) { house in
      let page = await house.get("/profile/rules").text
      #expect(page.contains("no axis <span class=\"tag\">mute</span>"))
      #expect(page.contains("It fires ") && page.contains("rules/a.yaml:1"))
    }
  }

  @Test(arguments: [
    (RuleProposal.Kind.source, "feeds/a.xml", "source"),
    (.topic, "rye \"bread\": #1 {x}", "interest"),
  ])
  func `a proposed rule is written as a person would and is in force by that`(
    kind: RuleProposal.Kind, pattern: String, condition: String
  ) async throws {
    try await ProfileHouse.with(rules: ProfilePagesTests.mute) { house in
      let label = try await propose(kind, pattern, on: 1, house)
      #expect(await house.get("/profile/rules").text.contains("Adopt"))
      let done = await house.post("/profile/rules/adopt", "label=\(label)")
      #expect(done.status == 303 && done.headers["Location"] == "/profile/rules")
      #expect(house.rules().hasPrefix("- {name: \"less of "))
      let rules = try RuleList.load(house.ground.location).entries
      #expect(rules.map(\.file) == ["rules/a.yaml", "rules/proposed.yaml"])
      let when = try #require(rules.last?.rule.when)
      #expect((condition == "source" ? when.sources : when.interests) == [pattern])
      #expect(rules.last?.rule.effect == .boost(-1))
      let page = await house.get("/profile/rules").text
      #expect(page.contains("rules/proposed.yaml:1") && !page.contains(">Adopt<"))
      #expect(await house.post("/profile/rules/adopt", "label=\(label)").status == 404)
    }
  }

  @Test func `several are entries of one file, after what a person wrote there`() async throws {
    try await ProfileHouse.with { house in
      let own = "# mine\n- {name: mine, when: {term: x}, then: keep}"
      try own.write(
        toFile: "\(house.root)/rules/proposed.yaml", atomically: true, encoding: .utf8)
      for (item, pattern) in ["a", "b"].enumerated() {
        let label = try await propose(.topic, pattern, on: Int64(item + 1), house)
        #expect(await house.post("/profile/rules/adopt", "label=\(label)").status == 303)
      }
      #expect(house.rules().hasPrefix(own + "\n- {name: \"less of a\""))
      #expect(
        try RuleList.load(house.ground.location).rules.map(\.name) == [
          "mine", "less of a", "less of b",
        ])
    }
  }

  @Test(arguments: [
    "- {name: less of a, when: {term: x}, then: keep}\n", "- {name: broken\n",
    "- {name: x, then: keep}\n",
  ])
  func `what would not make sense with the others is refused with the reason`(
    rules: String
  ) async throws {
    try await ProfileHouse.with(rules: rules) { house in
      let label = try await propose(.topic, "a", on: 1, house)
      let refused = await house.post("/profile/rules/adopt", "label=\(label)")
      #expect(refused.status == 409 && refused.text.contains("rules/a.yaml:"))
      #expect(house.rules().isEmpty)
      #expect(try await house.database.ruleProposals(since: .distantPast, limit: 9).count == 1)
      let page = await house.get("/profile/rules")
      #expect(page.status == 200)
      #expect(page.text.contains("role=\"alert\"") == !rules.hasPrefix("- {name: less"))
    }
  }

  @Test func `a proposal that is put away is gone and nothing is written`() async throws {
    try await ProfileHouse.with { house in
      let label = try await propose(.topic, "a", on: 1, house)
      #expect(await house.post("/profile/rules/dismiss", "label=\(label)").status == 303)
      #expect(await house.get("/profile/rules").text.contains("None."))
      #expect(await house.post("/profile/rules/dismiss", "label=x").status == 422)
      #expect(house.rules().isEmpty)
    }
  }

  @Test func `proposed twice at once is written once`() async throws {
    try await ProfileHouse.with { house in
      let label = try await propose(.topic, "a", on: 1, house)
      async let one = house.post("/profile/rules/adopt", "label=\(label)").status
      async let two = house.post("/profile/rules/adopt", "label=\(label)").status
      let answers = await [one, two].sorted()
      #expect(answers.first == 303 && answers.last != 500)
      #expect(try RuleList.load(house.ground.location).rules.count == 1)
    }
  }
}
