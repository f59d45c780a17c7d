// The minute a day through a browser: what a key does is what the terminal's does, once, and can be taken back.

import Feed
import Foundation
import HTTP
import Pipeline
import Store
import Taste
import TestSupport
import Testing
import Web

struct ReviewPageTests {
  private let titles = ["One", "Two", "Three", "Four"]

  @Test(arguments: [
    ("keep", "keep by person, keep"), ("skip", "skip by person, skip"),
    ("save", "keep by person, save"), ("like", "keep by person, like"),
    ("less-source", "skip by person, less"), ("less-topic", "skip by person, less"),
    ("later", "review by score"), ("next", "review by score"),
  ])
  func `a key says what it says, shows the next card, and is undone exactly`(
    word: String, expected: String
  ) async throws {
    try await ReviewBench.with(titles) { bench in
      let first = try #require(ReviewBench.asked(await bench.site.ask("GET", "/review")))
      let next = await bench.press(word, first)
      #expect(next.status == 200)
      try await bench.expect(first, expected)
      let second = try #require(ReviewBench.asked(next))
      #expect(second != first)
      let back = await bench.undo()
      #expect(ReviewBench.asked(back) == first)
      try await bench.expect(first, "review by score")
      #expect(ReviewBench.asked(await bench.undo()) == first)
    }
  }

  @Test func `without a script a form leads back to the cards`() async throws {
    try await ReviewBench.with(titles) { bench in
      let token = bench.site.formToken
      let answer = await bench.site.ask(
        "POST", "/review/answer", form: "token=\(token)&answer=keep&item=\(bench.items[0])")
      #expect(answer.status == 303 && answer.headers["Location"] == "/review")
      let page = await bench.site.ask("GET", "/review")
      #expect(page.text.contains("Last: kept, “One”"))
      let undo = await bench.site.ask("POST", "/review/undo", form: "token=\(token)")
      #expect(undo.status == 303)
      try await bench.expect(bench.items[0], "review by score")
    }
  }

  @Test func `a key that is pressed twice is one answer`() async throws {
    try await ReviewBench.with(titles) { bench in
      let first = try #require(ReviewBench.asked(await bench.site.ask("GET", "/review")))
      let once = await bench.press("keep", first)
      let twice = await bench.press("skip", first)
      try await bench.expect(first, "keep by person, keep")
      #expect(twice.text.contains("Answered already"))
      #expect(ReviewBench.asked(once) == ReviewBench.asked(twice))
    }
  }

  @Test func `two browsers are asked different things, and neither undoes what the other said`()
    async throws
  {
    try await ReviewBench.with(titles) { bench in
      let other = try await bench.anotherBrowser()
      let mine = try #require(ReviewBench.asked(await bench.site.ask("GET", "/review")))
      let theirs = try #require(ReviewBench.asked(await other.ask("GET", "/review")))
      #expect(mine != theirs)
      _ = await bench.press("keep", mine)
      _ = await bench.press("skip", theirs, as: other)
      let nothing = await bench.undo()
      #expect(nothing.text.contains("Taken back"))
      try await bench.expect(theirs, "skip by person, skip")
      #expect(await bench.undo().text.contains("Nothing to take back"))
      _ = await bench.undo(as: other)
      try await bench.expect(theirs, "review by score")
    }
  }

  @Test func `what was answered elsewhere is not asked any more`() async throws {
    try await ReviewBench.with(titles) { bench in
      let first = try #require(ReviewBench.asked(await bench.site.ask("GET", "/review")))
      for item in bench.items where item != first {
        _ = try await bench.database.answer(
          item, .keep, origin: .review, reason: nil, at: TestSite.now)
      }
      let end = await bench.press("skip", first)
      #expect(ReviewBench.asked(end) == nil)
      #expect(end.text.contains("1 answered: 1 skipped"))
    }
  }

  @Test func `a sitting ends with a quiet summary, and goes on if one likes`() async throws {
    try await ReviewBench.with((0..<15).map { "Title \($0)" }) { bench in
      var page = await bench.site.ask("GET", "/review")
      #expect(page.text.contains("1 of 12, about 1 minute"))
      for place in 0..<12 {
        let item = try #require(ReviewBench.asked(page))
        page = await bench.press(place < 5 ? "keep" : "skip", item)
      }
      #expect(ReviewBench.asked(page) == nil)
      #expect(page.text.contains("12 answered: 5 kept, 7 skipped; 3 wait."))
      let more = await bench.post("/review/begin", "")
      #expect(more.text.contains("1 of 3, about 1 minute"))
    }
  }

  @Test func `nothing to ask is said kindly`() async throws {
    try await ReviewBench.with([]) { bench in
      let page = await bench.site.ask("GET", "/review")
      #expect(page.status == 200 && page.text.contains("Nothing to ask"))
      #expect(await bench.undo().text.contains("Nothing to take back"))
    }
  }

  @Test(arguments: ["answer=keep&item=999", "answer=keep&item=1x", "answer=burn&item=1", "item=1"])
  func `a form that makes no sense changes nothing`(fields: String) async throws {
    try await ReviewBench.with(titles) { bench in
      let answer = await bench.post("/review/answer", fields)
      #expect(answer.status == (fields.contains("999") ? 200 : 422))
      for item in bench.items { try await bench.expect(item, "review by score") }
    }
  }

  @Test func `what there should be less of is proposed as a rule, and goes with its answer`()
    async throws
  {
    try await ReviewBench.with(titles) { bench in
      _ = await bench.press("less-source", bench.items[0])
      let page = await bench.site.ask("GET", "/profile/rules")
      #expect(page.text.contains("Less of Example"))
      #expect(page.text.contains("In 30 days 4 items came from there, 0 of them kept."))
      #expect(page.text.contains("source: &quot;https://example.org/feed.xml&quot;"))
      _ = await bench.undo()
      #expect(await bench.site.ask("GET", "/profile/rules").text.contains("None."))
      _ = await bench.press("less-source", bench.items[1])
      let proposal = try #require(
        try await bench.database.ruleProposals(since: .distantPast, limit: 9).first)
      _ = await bench.post("/profile/rules/dismiss", "label=\(proposal.label)")
      #expect(await bench.site.ask("GET", "/profile/rules").text.contains("None."))
      try await bench.expect(bench.items[1], "skip by person, less")
    }
  }

  @Test func `a proposal is approved with its key, and that is undone as if it had never been`()
    async throws
  {
    try await ReviewBench.with([]) { bench in
      let account = try #require(AccountName("matt@social.example"))
      let item = try await KeptPosts(bench.database, account: account, now: TestSite.now).add(["a"]
      )[0]
      let openings = try await bench.database.actionOpenings(
        account, .like, since: .distantPast, limit: 9)
      let drafts = openings.map { opening in
        ActionDraft(
          account: account, kind: .like, opening: opening, approvedFrom: nil,
          expires: TestSite.now.addingTimeInterval(3_600),
          certificate: Certificate(right: 0, of: 0),
          reason: "kept")
      }
      _ = try await bench.database.propose(drafts, at: TestSite.now)
      let page = await bench.site.ask("GET", "/review")
      #expect(page.text.contains("Approve: like"))
      #expect(page.text.contains("proposed: like by matt@social.example"))
      _ = await bench.press("approve", item)
      try await bench.expect(item, "keep by score, like")
      let approved = try await bench.database.actions(about: item).map(\.state)
      #expect(approved == [.approved])
      #expect(ReviewBench.asked(await bench.undo()) == item)
      try await bench.expect(item, "keep by score")
      let proposed = try await bench.database.actions(about: item).map(\.state)
      #expect(proposed == [.proposed])
    }
  }

  @Test func `what is put off comes back the next day`() async throws {
    try await ReviewBench.with(["One"]) { bench in
      _ = await bench.press("later", bench.items[0])
      for (hours, count) in [(19.0, 0), (21.0, 1)] {
        let line = ReviewLine(
          database: bench.database, thresholds: .standard, wantedModel: ReviewBench.model)
        let sitting = Sitting(
          database: bench.database, line: line, key: [9], expiry: 60,
          now: TestSite.now.addingTimeInterval(hours * 3_600))
        let question = try await sitting.view(waits: true).question
        #expect((question == nil ? 0 : 1) == count)
      }
    }
  }
}
