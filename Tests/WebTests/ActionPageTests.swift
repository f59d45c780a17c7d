// The ledger on pages: nothing happens by looking, a yes is about what was seen, and what stops is said.

import Feed
import Foundation
import HTTP
import Store
import Taste
import TestSupport
import Testing
import Web
import Workspace

struct ActionPageTests {
  private static let now = TestSite.now

  private struct House: Sendable {
    let site: TestSite
    let database: Database
    let posts: KeptPosts
    let root: String

    func get(_ target: String) async -> String { await site.ask("GET", target).text }

    func post(
      _ path: String, _ fields: String, part: String? = nil
    ) async -> ServerResponse {
      await site.ask("POST", path, form: "token=\(site.formToken)&\(fields)") {
        if let part { $0["X-Gleaner-Part"] = part }
      }
    }

    func states() async throws -> [ActionState] {
      try await database.actions(ActionQuery()).reversed().map(\.state)
    }

    /// As a form carries an action.
    func mark(_ id: Int64, version: String = "1") -> String { "\(id)+\(version)" }
  }

  private func with(
    _ names: [String] = ["rye", "oats", "spelt"], account text: String = "ada@social.example",
    _ body: @escaping @Sendable (House) async throws -> Void
  ) async throws {
    let root = NSTemporaryDirectory() + "gleaner-deeds-\(UUID())"
    defer { try? FileManager.default.removeItem(atPath: root) }
    let account = try #require(AccountName(text))
    try await TestSite.with(pages: { database in
      ActionPages(
        WebGround(
          database: database, settings: Settings(timeZone: .gmt),
          location: WorkspaceLocation(root: root))
      ).routes
    }) { site, database in
      let posts = KeptPosts(database, account: account, now: Self.now)
      try await posts.signIn()
      if !names.isEmpty {
        _ = try await posts.add(names)
        try await posts.propose()
      }
      try await body(House(site: site, database: database, posts: posts, root: root))
    }
  }

  @Test func `without an action the page says what to do first`() async throws {
    try await with([]) { (house) async throws in
      let page = await house.get("/actions")
      #expect(page.contains("Nothing is proposed yet") && page.contains("gleaner run"))
    }
  }

  @Test func `a proposal is shown with its post, its reason, its time and its certificate`()
    async throws
  {
    try await with { (house) async throws in
      let page = await house.get("/actions")
      #expect(page.contains("Post rye") && page.contains("score 0.9 reaches 0.6"))
      #expect(page.contains("You are asked because: you want to be asked"))
      #expect(page.contains("like: none of your own decisions yet; 45 without a fault are needed"))
      #expect(page.contains("After your yes it goes") && page.contains("Waits for your yes"))
      #expect(page.contains("Proposed <span class=\"soft\">3</span>"))
    }
  }

  @Test(arguments: ["proposed", "waiting", "unknown", "sent", "undone", "over"])
  func `every part of the ledger has its words where it is empty`(shelf: String) async throws {
    try await with(["rye"]) { (house) async throws in
      _ = await house.post("/actions/1/approve", "version=1")
      _ = await house.post("/actions/1/reject", "")
      let page = await house.site.ask("GET", "/actions?show=\(shelf)")
      #expect(page.status == 200)
      #expect(page.text.contains("<article") == (shelf == "over"))
    }
  }

  @Test(arguments: ["show=burnt", "before=x"])
  func `what makes no sense is named`(query: String) async throws {
    try await with([]) { #expect(await $0.site.ask("GET", "/actions?\(query)").status == 422) }
  }

  @Test func `looking changes nothing`() async throws {
    try await with { (house) async throws in
      let before = try await house.states()
      for path in ["/actions/1/approve", "/actions/1/reject", "/actions/1/undo", "/actions/stop"] {
        #expect(await house.site.ask("GET", path).status >= 400)
      }
      _ = await house.get("/actions/1")
      #expect(try await house.states() == before)
      #expect(try await house.database.actionStops().isEmpty)
    }
  }

  @Test func `a yes and a no without a script lead back to where they were said`() async throws {
    try await with { (house) async throws in
      let yes = await house.post("/actions/1/approve", "version=1&show=proposed")
      #expect(yes.status == 303 && yes.headers["Location"] == "/actions?show=proposed")
      let no = await house.post("/actions/2/reject", "reason=not+this")
      #expect(no.headers["Location"] == "/actions/2")
      #expect(try await house.states() == [.approved, .rejected, .proposed])
      let story = await house.get("/actions/2")
      #expect(story.contains("person rejected: not this"))
      #expect(try await house.database.action(1)?.approvedBy == "person")
    }
  }

  @Test func `with a script the action comes back as it is then`() async throws {
    try await with { (house) async throws in
      let yes = await house.post(
        "/actions/1/approve", "version=1&show=proposed", part: "action-1")
      #expect(yes.text.hasPrefix("<article") && yes.text.contains("id=\"action-1\""))
      #expect(yes.text.contains("data-said=\"1 is approved now: like of"))
      #expect(yes.text.contains("Take back before it is sent") && !yes.text.contains("data-key"))
      let alone = await house.post("/actions/2/reject", "", part: "action-2")
      #expect(alone.text.contains("<h1") && alone.text.contains("data-said=\"2 is rejected now"))
    }
  }

  @Test func `what changed meanwhile is not approved, and that is said`() async throws {
    try await with { (house) async throws in
      let stale = await house.post("/actions/1/approve", "version=0")
      #expect(stale.status == 409 && stale.text.contains("changed since it was proposed"))
      #expect(await house.post("/actions/1/approve", "").status == 409)
      let part = await house.post("/actions/1/approve", "version=0", part: "action-1")
      #expect(part.status == 200 && part.text.contains("changed since it was proposed"))
      #expect(try await house.states().allSatisfy { $0 == .proposed })
    }
  }

  @Test func `several are approved as they were seen, and the rest is left and said`() async throws
  {
    try await with { (house) async throws in
      _ = await house.post("/actions/3/reject", "")
      let answer = await house.post(
        "/actions/approve",
        "which=chosen&chosen=\(house.mark(1))&chosen=\(house.mark(2, version: "0"))&chosen=\(house.mark(3))&chosen=\(house.mark(9))"
      )
      #expect(answer.status == 200)
      for words in [
        "1 approved", "Left: 2 was changed since it was proposed",
        "Left: 3 is rejected and stays so",
        "Left: there is no action 9",
      ] { #expect(answer.text.contains(words), "\(words)") }
      #expect(try await house.states() == [.approved, .proposed, .rejected])
      let row = try #require(try await house.database.action(1))
      #expect(row.approvedBy == "bulk" && row.notBefore == Self.now.addingTimeInterval(600))
      let item = try #require(row.item)
      #expect(try await house.database.history(of: item).count == 1)
    }
  }

  @Test func `all that are shown are listed in the form with their versions`() async throws {
    try await with { (house) async throws in
      let page = await house.get("/actions")
      for id in 1...3 {
        #expect(page.contains("name=\"shown\" value=\"\(id) 1\""))
        #expect(page.contains("form=\"together\" name=\"chosen\" value=\"\(id) 1\""))
      }
      let part = await house.post(
        "/actions/approve", "which=shown&shown=\(house.mark(1))&shown=\(house.mark(2))",
        part: "actions")
      #expect(part.text.hasPrefix("<div id=\"actions\" data-said=\"2 approved"))
      #expect(try await house.states() == [.approved, .approved, .proposed])
    }
  }

  @Test(arguments: ["", "which=all", "which=chosen&chosen=x", "which=shown&shown=0+1"])
  func `a form that makes no sense approves nothing`(fields: String) async throws {
    try await with { (house) async throws in
      #expect(await house.post("/actions/approve", fields).status == 422)
      #expect(try await house.states().allSatisfy { $0 == .proposed })
    }
  }

  @Test func `likes on X are approved one by one`() async throws {
    try await with(account: "ada@x.com") { (house) async throws in
      let page = await house.get("/actions")
      #expect(!page.contains("name=\"chosen\"") && page.contains("for 0.015 dollars"))
      let forged = await house.post("/actions/approve", "which=chosen&chosen=\(house.mark(1))")
      #expect(forged.text.contains("Left: 1 is proposed and stays so"))
      #expect(await house.post("/actions/1/approve", "version=1").status == 303)
      #expect(try await house.states() == [.approved, .proposed, .proposed])
    }
  }

  @Test func `everything is stopped with a reason, and goes on`() async throws {
    try await with { (house) async throws in
      #expect(await house.post("/actions/stop", "account=&why=on+holiday").status == 303)
      let page = await house.get("/actions")
      #expect(page.contains("Stopped: on holiday") && page.contains("Lift every stop"))
      #expect(FileManager.default.fileExists(atPath: "\(house.root)/var/actions.stop"))
      _ = await house.post("/actions/stop", "account=ada@social.example&why=")
      #expect(await house.get("/actions").contains("Go on as ada@social.example"))
      _ = await house.post("/actions/resume", "account=ada@social.example")
      #expect(try await house.database.actionStops().count == 1)
      _ = await house.post("/actions/resume", "account=")
      #expect(!(await house.get("/actions").contains("Lift every stop")))
      #expect(!FileManager.default.fileExists(atPath: "\(house.root)/var/actions.stop"))
    }
  }

  @Test(arguments: [
    ("stop", "why=x"), ("stop", "account=nobody"), ("resume", ""), ("resume", "account=%00"),
  ])
  func `a switch that names nobody is not pulled`(path: String, fields: String) async throws {
    try await with([]) { (house) async throws in
      #expect([400, 422].contains(await house.post("/actions/\(path)", fields).status))
      #expect(try await house.database.actionStops().isEmpty)
    }
  }

  @Test func `pages follow each other without a gap`() async throws {
    try await with((0..<70).map { "post-\($0)" }) { (house) async throws in
      var target: String? = "/actions"
      var seen: [String] = []
      while let next = target, seen.count < 200 {
        let page = await house.get(next)
        seen += page.split(separator: "id=\"action-").dropFirst().map {
          String($0.prefix { $0.isNumber })
        }
        target = page.range(of: "<p><a href=\"").map { start in
          String(page[start.upperBound...].prefix { $0 != "\"" }).replacing("&amp;", with: "&")
        }
      }
      #expect(seen.count == 70 && Set(seen).count == 70)
    }
  }

  @Test(arguments: ["/actions/99", "/actions/x"])
  func `an action that is not there is not there`(path: String) async throws {
    try await with { (house) async throws in
      #expect(await house.site.ask("GET", path).status == 404)
      for word in ["approve", "reject", "undo"] {
        #expect(await house.post("\(path)/\(word)", "version=1").status == 404)
      }
    }
  }

  @Test func `what a stranger wrote stays text`() async throws {
    try await with(["</blockquote><script>alert(1)</script>"]) { (house) async throws in
      for path in ["/actions", "/actions/1"] {
        let page = await house.get(path)
        #expect(!page.contains("<script>alert") && page.contains("&lt;script&gt;alert(1)"))
      }
    }
  }
}
