// The profile in a browser: shown, wished about, taken back; nothing is written before it was shown and kept.

import Foundation
import HTTP
import Store
import Taste
import TestSupport
import Testing
import Web

struct ProfilePagesTests {
  @Test func `the profile is a map and a list, and every interest has its page`() async throws {
    try await ProfileHouse.with { house in
      let page = await house.get("/profile")
      #expect(page.status == 200)
      #expect(page.text.contains("What Gleaner believes Ada likes"))
      #expect(page.text.contains("<svg class=\"map\""))
      #expect(page.text.contains("/profile/interests/1\""))
      #expect(page.text.contains("aria-current=\"page\""))
      let one = await house.get("/profile/interests/1")
      #expect(one.status == 200 && one.text.contains("What stands for it"))
      #expect(one.text.contains("that came lately"))
      for target in ["/profile/interests/99", "/profile/interests/x", "/profile/interests/0"] {
        #expect(await house.get(target).status == 404)
      }
    }
  }

  @Test(arguments: [
    ("/profile", "gleaner remember"), ("/profile/versions", "gleaner run"),
    ("/profile/quality", "Measure now"), ("/profile/rules", "There is none."),
    ("/profile/judge", "comes with Gleaner"), ("/profile/tuning", "Look for changes"),
  ])
  func `an empty page says what to do next`(target: String, word: String) async throws {
    try await ProfileHouse.with(items: 0) { house in
      let page = await house.get(target)
      #expect(page.status == 200 && page.text.contains(word))
    }
  }

  @Test func `no page has a style or a script of its own`() async throws {
    try await ProfileHouse.with(rules: Self.mute) { house in
      _ = await house.post("/profile/quality/measure")
      let pages = [
        "/profile", "/profile/interests/1", "/profile/versions", "/profile/versions/2",
        "/profile/rules", "/profile/quality", "/profile/judge", "/profile/tuning",
      ]
      for target in pages {
        let text = await house.get(target).text
        #expect(!text.contains("style=") && !text.contains("<style"), "\(target)")
        #expect(!text.contains("onclick") && text.split(separator: "<script").count == 2)
        #expect(text.split(separator: "<h1").count == 2, "\(target)")
      }
    }
  }

  @Test func `a wish is shown with what it does and writes nothing until it is kept`() async throws
  {
    try await ProfileHouse.with { house in
      let before = try await house.versions()
      let shown = await house.post("/profile/interests/1/preview", "wish=mute")
      #expect(shown.status == 200)
      #expect(shown.text.contains("Nothing has changed yet") && shown.text.contains(" % → "))
      #expect(shown.text.contains("muted"))
      #expect(try await house.versions() == before)
      let basis = try ProfileHouse.basis(shown)
      let kept = await house.post("/profile/interests/1/keep", "wish=mute&basis=\(basis)")
      #expect(kept.status == 303 && kept.headers["Location"] == "/profile/interests/1")
      #expect(try await house.versions() == before + 1)
      #expect(try await house.database.newestProfile()?.wishes.map(\.kind) == [.mute])
      #expect(await house.get("/profile/interests/1").text.contains(">muted</span>"))
      #expect(await house.get("/profile/interests/1").text.contains("Count as before"))
    }
  }

  @Test func `what was shown of another profile is shown anew and not kept`() async throws {
    try await ProfileHouse.with { house in
      let basis = try ProfileHouse.basis(
        await house.post("/profile/interests/1/preview", "wish=pin"))
      #expect(
        await house.post("/profile/interests/1/keep", "wish=pin&basis=\(basis)").status == 303)
      let count = try await house.versions()
      let again = await house.post("/profile/interests/1/keep", "wish=mute&basis=\(basis)")
      #expect(again.status == 409 && again.text.contains("has become another one"))
      #expect(try await house.versions() == count)
      #expect(try await house.database.newestProfile()?.wishes.map(\.kind) == [.pin])
      let fresh = try ProfileHouse.basis(again)
      #expect(fresh != basis)
      #expect(
        await house.post("/profile/interests/1/keep", "wish=mute&basis=\(fresh)").status == 303)
      #expect(try await house.database.newestProfile()?.wishes.map(\.kind) == [.mute])
    }
  }

  @Test func `an answer in between is evidence that was not shown`() async throws {
    try await ProfileHouse.with { house in
      let basis = try ProfileHouse.basis(
        await house.post("/profile/interests/1/preview", "wish=pin"))
      let count = try await house.versions()
      _ = try await house.database.answer(
        39, .keep, origin: .correction, reason: nil, at: TestSite.now)
      let again = await house.post("/profile/interests/1/keep", "wish=pin&basis=\(basis)")
      #expect(again.status == 409)
      #expect(try await house.versions() == count)
    }
  }

  @Test(arguments: [
    ("wish=weight&times=2.5", Wish.Kind.weight(2.5)),
    ("wish=rename&name=++Fresh+bread+", .rename("Fresh bread")), ("wish=pin", .pin),
  ])
  func `each wish is kept as it was sent`(fields: String, kind: Wish.Kind) async throws {
    try await ProfileHouse.with { house in
      let shown = await house.post("/profile/interests/1/preview", fields)
      let basis = try ProfileHouse.basis(shown)
      _ = await house.post("/profile/interests/1/keep", "\(fields)&basis=\(basis)")
      #expect(try await house.database.newestProfile()?.wishes.map(\.kind) == [kind])
    }
  }

  @Test(arguments: [
    ("", 422), ("wish=love", 422), ("wish=weight", 422), ("wish=weight&times=11", 422),
    ("wish=weight&times=nan", 422), ("wish=rename&name=++", 422),
    ("wish=rename&name=\(String(repeating: "a", count: 61))", 422),
  ])
  func `a wish that makes no sense is named`(fields: String, status: Int) async throws {
    try await ProfileHouse.with { house in
      let count = try await house.versions()
      #expect(await house.post("/profile/interests/1/preview", fields).status == status)
      #expect(await house.post("/profile/interests/1/keep", "\(fields)&basis=1").status == status)
      #expect(try await house.versions() == count)
    }
  }

  @Test(arguments: ["/profile/interests/99", "/profile/versions/99"])
  func `what is not there cannot be changed`(path: String) async throws {
    try await ProfileHouse.with { house in
      #expect(await house.post("\(path)/preview", "wish=pin").status == 404)
      #expect(await house.post("\(path)/keep", "wish=pin&basis=1").status == 404)
      #expect(await house.get("\(path)/keep").status == 405)
      let foreign = await house.site.ask("POST", "\(path)/preview", form: "token=no&wish=pin")
      #expect(foreign.status == 403)
    }
  }

  @Test func `versions are listed, held against each other and gone back to`() async throws {
    try await ProfileHouse.with { house in
      let first = try #require(try await house.database.newestProfile())
      let basis = try ProfileHouse.basis(
        await house.post("/profile/interests/1/preview", "wish=mute"))
      _ = await house.post("/profile/interests/1/keep", "wish=mute&basis=\(basis)")
      let list = await house.get("/profile/versions").text
      #expect(list.contains("holds now") && list.contains("/profile/versions/\(first.id)\""))
      let muted = try #require(try await house.database.newestProfile())
      let page = await house.get("/profile/versions/\(muted.id)").text
      #expect(page.contains("Changed since profile \(first.id)") && page.contains("wish: "))
      #expect(await house.get("/profile/versions/\(muted.id)?with=1").status == 200)
      #expect(await house.get("/profile/versions/\(muted.id)?with=x").status == 422)
      #expect(await house.get("/profile/versions/\(muted.id)?with=999").status == 404)

      #expect(await house.post("/profile/versions/\(muted.id)/preview").status == 409)
      let shown = await house.post("/profile/versions/\(first.id)/preview")
      #expect(shown.status == 200 && shown.text.contains("Back to profile \(first.id)"))
      let kept = await house.post(
        "/profile/versions/\(first.id)/keep", "basis=\(try ProfileHouse.basis(shown))")
      let newest = try #require(try await house.database.newestProfile())
      #expect(kept.status == 303 && kept.headers["Location"] == "/profile/versions/\(newest.id)")
      #expect(newest.wishes.isEmpty)
    }
  }

  @Test func `figures are measured when asked for and shown with their date`() async throws {
    try await ProfileHouse.with(items: 60, answers: 50) { house in
      #expect(await house.get("/profile/quality").text.contains("Nothing was measured"))
      let done = await house.post("/profile/quality/measure")
      #expect(done.status == 303 && done.headers["Location"] == "/profile/quality")
      let page = await house.get("/profile/quality").text
      #expect(page.contains("What answers teach") && page.contains("id=\"reliability-title\""))
      #expect(page.contains("Measured 15 Jan"))
    }
    try await ProfileHouse.with(items: 8, answers: 4) { house in
      _ = await house.post("/profile/quality/measure")
      #expect(await house.get("/profile/quality").text.contains("Nothing to measure yet"))
    }
  }

  @Test func `what tuning proposes is shown with what it would do before it is adopted`()
    async throws
  {
    try await ProfileHouse.with(items: 300, answers: 240) { house in
      let before = try await house.versions()
      #expect(await house.post("/profile/tuning/look").status == 303)
      let page = await house.get("/profile/tuning").text
      #expect(page.contains("Replayed 300 decisions") && page.contains("Show what all of it"))
      #expect(await house.post("/profile/tuning/preview", "look=9").status == 409)
      let shown = await house.post("/profile/tuning/preview", "look=1")
      #expect(shown.status == 200 && shown.text.contains("Tuned: "))
      #expect(try await house.versions() == before)
      let basis = try ProfileHouse.basis(shown)
      let kept = await house.post("/profile/tuning/keep", "look=1&basis=\(basis)")
      #expect(kept.status == 303)
      let newest = try #require(try await house.database.newestProfile())
      #expect(kept.headers["Location"] == "/profile/versions/\(newest.id)")
      #expect(newest.content.why.hasPrefix("tuned: "))
      #expect(await house.post("/profile/tuning/keep", "look=1&basis=\(basis)").status == 409)
      #expect(await house.get("/profile/tuning").text.contains("another one since"))
    }
  }

  @Test func `a briefing of the judge is put in use where the one that was seen still is`()
    async throws
  {
    try await ProfileHouse.with(items: 0) { house in
      let good = try await house.database.addBriefing(try Self.briefing(), at: TestSite.now)
      let bad = try await house.database.addBriefing(
        try Self.briefing(isAccepted: false), at: TestSite.now)
      let page = await house.get("/profile/judge").text
      #expect(page.contains("&lt;b&gt; advice") && page.contains("not certain to be better"))
      @Sendable func use(_ version: Int64, insteadOf seen: Int64) async -> Int {
        await house.post("/profile/judge/use", "version=\(version)&instead=\(seen)").status
      }
      #expect(await use(bad, insteadOf: 0) == 409)
      #expect(await use(99, insteadOf: 0) == 404)
      #expect(await use(good, insteadOf: 0) == 303)
      #expect(try await house.database.briefingInUse()?.id == good)
      #expect(await use(0, insteadOf: 0) == 409)
      #expect(await use(good, insteadOf: good) == 409)
      #expect(await use(0, insteadOf: good) == 303)
      #expect(try await house.database.briefingInUse() == nil)
      #expect(await house.post("/profile/judge/use", "version=x&instead=0").status == 422)
    }
  }

  static let mute = "- {name: no axis, when: {text: w0x0}, then: mute}\n"

  static func briefing(isAccepted: Bool = true) throws -> JudgeBriefingDraft {
    let figures = """
      {"origin":"better examples","train":20,"validation":20,"gate":30,"validationGain":0.1,"validationGainBefore":0,
      "gain":0.1,"lower":0.01,"upper":0.2,"before":{"gain":0,"auc":0.5},"after":{"gain":0.1,"auc":0.7,"calibration":0.1},
      "isWorseCalibrated":false,"isGivenUp":false}
      """
    return JudgeBriefingDraft(
      parent: nil,
      briefing: JudgeBriefing(
        version: "v", guidance: "<b> advice",
        examples: [
          .init(item: JudgeItem(title: "A loaf", text: "t"), verdict: .skip, confidence: 70)
        ]),
      figures: try JSONDecoder().decode(BriefingFigures.self, from: Data(figures.utf8)),
      isAccepted: isAccepted, models: "a/tiny", calls: 3, cost: 0.5)
  }
}
