// Sources on pages: the lists in feeds/ change as the commands change them, and nothing is asked by looking.

import Feed
import Foundation
import HTTP
import Store
import Taste
import TestSupport
import Testing
import Web
import Workspace

struct SourcePageTests {
  private static let now = TestSite.now

  private struct House: Sendable {
    let site: TestSite
    let database: Database
    let server: ScriptedServer
    let root: String

    var list: String {
      (try? String(contentsOfFile: "\(root)/feeds/feeds.yaml", encoding: .utf8)) ?? ""
    }

    func get(_ target: String) async -> String { await site.ask("GET", target).text }

    /// An address of the server, as a form carries it.
    func url(_ path: String) -> String {
      server.url(path).replacing(":", with: "%3A").replacing("/", with: "%2F")
    }

    func post(_ path: String, _ fields: String) async -> ServerResponse {
      await site.ask("POST", path, form: "token=\(site.formToken)&\(fields)")
    }

    func upload(_ opml: String, tags: String = "") async -> ServerResponse {
      let parts = [
        ("name=\"token\"", site.formToken), ("name=\"tags\"", tags),
        ("name=\"file\"; filename=\"../../list.opml\"\r\nContent-Type: text/xml", opml),
        ("name=\"opml\"", ""),
      ]
      let body =
        parts.map { "--b\r\nContent-Disposition: form-data; \($0.0)\r\n\r\n\($0.1)\r\n" }.joined()
        + "--b--\r\n"
      return await site.ask("POST", "/sources/import", form: body) {
        $0["Content-Type"] = "multipart/form-data; boundary=b"
      }
    }
  }

  private static func feed(_ title: String, _ entries: Int = 2) -> String {
    let items = (0..<entries).map {
      "<item><guid>\(title)-\($0)</guid><title>\(title) \($0)</title><link>https://x.example/\($0)</link></item>"
    }.joined()
    return "<rss version=\"2.0\"><channel><title>\(title)</title>\(items)</channel></rss>"
  }

  private static let pages = [
    "/one":
      "<html><head><link rel=\"alternate\" type=\"application/rss+xml\" href=\"/rss.xml\"></head><body>x</body></html>",
    "/many":
      "<html><head><link rel=\"alternate\" type=\"application/rss+xml\" title=\"News\" href=\"/rss.xml\"><link rel=\"alternate\" type=\"application/rss+xml\" title=\"Notes &lt;b&gt;\" href=\"/notes.xml\"></head><body>x</body></html>",
    "/rss.xml": feed("News"), "/notes.xml": feed("Notes"),
  ]

  private func with(
    _ list: String = "", _ body: @escaping @Sendable (House) async throws -> Void
  ) async throws {
    let root = NSTemporaryDirectory() + "gleaner-sources-\(UUID())"
    try FileManager.default.createDirectory(
      atPath: "\(root)/feeds", withIntermediateDirectories: true)
    try Data(list.utf8).write(to: URL(fileURLWithPath: "\(root)/feeds/feeds.yaml"))
    let server = try ScriptedServer { request in
      let head = [
        (
          "Content-Type",
          Self.pages[request.path]?.hasPrefix("<html") == true ? "text/html" : "text/xml"
        )
      ]
      return Self.pages[request.path].map { .answer(200, headers: head, $0) } ?? .answer(404, "no")
    }
    defer {
      server.close()
      try? FileManager.default.removeItem(atPath: root)
    }
    try await TestSite.with(pages: { database in
      var ground = WebGround(
        database: database, settings: Settings(timeZone: .gmt),
        location: WorkspaceLocation(root: root))
      var settings = Client.Settings(userAgent: "test")
      settings.lane.gap = .zero
      ground.client = Client(settings)
      return SourcePages(ground).routes
    }) { site, database in
      try await body(House(site: site, database: database, server: server, root: root))
    }
  }

  // MARK: Looking

  @Test func `without a source the page says how to add one`() async throws {
    try await with { (house) async throws in
      let page = await house.get("/sources")
      #expect(page.contains("No source yet") && page.contains("action=\"/sources/add\""))
      #expect(await house.get("/sources?show=failing").contains("Nothing fails"))
      #expect(await house.get("/sources?show=paused").contains("Nothing is paused"))
    }
  }

  @Test func `health, yield and noise are shown, with what to do`() async throws {
    try await with(
      "- {feed: \"https://a.example/feed\", name: Alpha, tags: [bread]}\n- feed: https://b.example/feed\n"
    ) { (house) async throws in
      try await SourcePageTests.fill(house.database)
      let page = await house.get("/sources")
      #expect(page.contains(">Alpha</a>") && page.contains("bread"))
      #expect(page.contains("Of 4 items: 2 kept, 1 skipped, 1 waiting for you."))
      #expect(page.contains("Failed (3 times in a row): the server says 404"))
      #expect(page.contains("Failing <span class=\"soft\">1</span>"))
      let failing = await house.get("/sources?show=failing")
      #expect(!failing.contains(">Alpha</a>") && failing.contains("https://b.example/feed"))
      let one = await house.get("/sources/source?address=https%3A%2F%2Fb.example%2Ffeed")
      #expect(one.contains("that finds the feed where it is now"))
      let other = await house.get("/sources/source?address=https%3A%2F%2Fa.example%2Ffeed")
      #expect(other.contains("What it brought") && other.contains("Kept 1"))
      #expect(await house.get("/sources?q=ALPH").contains(">Alpha</a>"))
      #expect(await house.get("/sources?q=nobody").contains("No source is called so"))
    }
  }

  /// Of a: two kept, one skipped, one waits; b fails.
  private static func fill(_ database: Database) async throws {
    let sources = ["a", "b"].map { Source(address: "https://\($0).example/feed") }
    try await database.sync(sources)
    let stored = try await database.stored(sources)
    let titles = ["Kept 1", "Kept 2", "Skipped", "Waits"]
    var outcome = PullOutcome(source: stored[0].id, at: now)
    outcome.nextPullAt = now.addingTimeInterval(3 * 3_600)
    _ = try await database.admit(
      titles.map { Item(externalID: $0, title: $0, text: "About \($0).") }, outcome: outcome)
    _ = try await database.markDuplicates()
    let texts = try await database.pendingTexts(model: "m", limit: 10)
    try await database.write(
      texts.indices.map { place in Vector(unit: (0..<8).map { $0 == place ? 1 : 0 }) }, of: texts,
      model: "m")
    let basis = DecisionBasis(hash: [1], profile: nil, model: "m")
    let records = try await database.undecidedItems(basis, limit: 10).enumerated().map {
      DecisionRecord(
        item: $1.id, textHash: $1.textHash,
        decision: Decision(
          verdict: [.keep, .keep, .skip, .review][$0], stage: .score, reason: "because",
          probability: 0.5), logOdds: 1)
    }
    try await database.append(records, basis: basis, at: now)
    for _ in 0..<3 {
      var failed = PullOutcome(source: stored[1].id, at: now)
      failed.failure = PullFailure(.notFound, "the server says 404")
      try await database.record(failed)
    }
  }

  @Test func `pages follow each other without a gap`() async throws {
    let list = (0..<95).map { "- feed: https://x.example/feed-\($0)\n" }.joined()
    try await with(list) { (house) async throws in
      var target: String? = "/sources?q=x.example"
      var seen: [String] = []
      while let next = target, seen.count < 200 {
        let page = await house.get(next)
        seen += page.split(separator: "<h2><a href=\"").dropFirst().map {
          String($0.prefix { $0 != "\"" })
        }
        target = page.range(of: "<p><a href=\"").map { start in
          String(page[start.upperBound...].prefix { $0 != "\"" }).replacing("&amp;", with: "&")
        }
      }
      #expect(seen.count == 95 && Set(seen).count == 95)
    }
  }

  @Test func `a mistake in the lists is told with its place`() async throws {
    try await with("- fed: x\n") { (house) async throws in
      let page = await house.site.ask("GET", "/sources")
      #expect(page.status == 503 && page.text.contains("feeds/feeds.yaml:1:3"))
    }
  }

  @Test func `looking asks nobody and writes nothing`() async throws {
    try await with("- feed: https://a.example/feed\n") { (house) async throws in
      let before = house.list
      for path in ["add", "import", "check", "pause", "resume", "remove"] {
        #expect(
          await house.site.ask("GET", "/sources/\(path)?address=\(house.url("/rss.xml"))").status
            == 405)
      }
      #expect(house.list == before && house.server.requests.isEmpty)
    }
  }

  // MARK: Adding

  @Test func `the one feed behind a page is added, and what was fetched is its first pull`()
    async throws
  {
    try await with { (house) async throws in
      let answer = await house.post(
        "/sources/add", "address=\(house.url("/one"))&name=Nine&tags=a,+b+c&private=yes")
      #expect(answer.status == 303)
      #expect(house.list.contains("feed: \(house.server.url("/rss.xml"))"))
      #expect(house.list.contains("name: Nine") && house.list.contains("tags: [a, b c]"))
      #expect(house.list.contains("allow_private: true"))
      let place = try #require(answer.headers["Location"])
      let page = await house.get(place)
      #expect(page.contains("Added. Its items wait for the next run.") && page.contains("News 1"))
      let again = await house.post("/sources/add", "address=\(house.url("/one"))&private=yes")
      #expect(
        again.status == 422 && again.text.contains("is listed already, at feeds/feeds.yaml:1"))
    }
  }

  @Test func `a page with several feeds offers them, and writes nothing yet`() async throws {
    try await with { (house) async throws in
      let answer = await house.post(
        "/sources/add", "address=\(house.url("/many"))&tags=x&private=yes")
      #expect(answer.status == 200 && answer.text.contains("Which feed?") && house.list.isEmpty)
      #expect(answer.text.contains("Notes &lt;b&gt;") && answer.text.contains("Not looked at yet."))
      #expect(answer.text.contains("name=\"tags\" value=\"x\""))
      let chosen = await house.post(
        "/sources/add", "address=\(house.url("/notes.xml"))&tags=x&private=yes")
      #expect(chosen.status == 303 && house.list.contains("/notes.xml"))
    }
  }

  @Test func `an address in the own network is refused unless that is said`() async throws {
    try await with { (house) async throws in
      let answer = await house.post("/sources/add", "address=\(house.url("/rss.xml"))")
      #expect(
        answer.status == 422 && answer.text.contains("If it is in your own network, mark that"))
      #expect(answer.text.contains("value=\"\(house.server.url("/rss.xml"))\""))
      #expect(house.server.requests.isEmpty && house.list.isEmpty)
    }
  }

  @Test(arguments: [
    "", "feeds/feeds.yaml", "/etc/passwd", "file:///etc/passwd", "../../*.xml",
    "javascript:alert(1)",
    "gopher://a.example", "https://", "ada@social.example", "<script>alert(1)</script>",
  ])
  func `what is no address of the web is refused, and stands there again`(text: String) async throws
  {
    try await with { (house) async throws in
      let form = text.utf8.map {
        "%" + (String($0, radix: 16).count < 2 ? "0" : "") + String($0, radix: 16)
      }
      let answer = await house.post("/sources/add", "address=\(form.joined())")
      #expect(answer.status == 422 && answer.text.contains("role=\"alert\""))
      #expect(!answer.text.contains("<script>alert") && house.list.isEmpty)
    }
  }

  @Test func `where no feed is that is said`() async throws {
    try await with { (house) async throws in
      let answer = await house.post("/sources/add", "address=\(house.url("/none"))&private=yes")
      #expect(answer.status == 422 && answer.text.contains("Nothing was added."))
      #expect(house.list.isEmpty)
    }
  }

  // MARK: Lists of others

  private static let opml =
    "<opml version=\"2.0\"><body><outline text=\"Food\"><outline type=\"rss\" text=\"A\" xmlUrl=\"https://a.example/rss\"/>"
    + "<outline type=\"rss\" text=\"B\" xmlUrl=\"https://b.example/rss\"/></outline></body></opml>"

  @Test func `an OPML file is taken over, and so is what is pasted`() async throws {
    try await with("- feed: https://b.example/rss\n") { (house) async throws in
      let answer = await house.upload(Self.opml, tags: "old")
      #expect(answer.status == 200)
      #expect(answer.text.contains("Added 1 feed to feeds/feeds.yaml, from line 2 on"))
      #expect(answer.text.contains("1 feed listed already"))
      #expect(house.list.contains("tags: [Food, old]"))
      let form = Self.opml.replacing("&", with: "%26").replacing("=", with: "%3D").replacing(
        "+", with: "%2B")
      let pasted = await house.post("/sources/import", "opml=\(form)")
      #expect(pasted.text.contains("Nothing to add"))
      #expect(house.server.requests.isEmpty)
    }
  }

  @Test(arguments: ["", "no list", "<opml", "<html><body>x</body></html>"])
  func `what is no list is refused`(text: String) async throws {
    try await with { (house) async throws in
      let answer = await house.upload(text)
      #expect(answer.status == 422 && answer.text.contains("role=\"alert\""), "\(text)")
      #expect(house.list.isEmpty)
    }
  }

  @Test func `a form with a file needs the token of the session like any other`() async throws {
    try await with { (house) async throws in
      let body =
        "--b\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nwrong\r\n--b\r\n"
        + "Content-Disposition: form-data; name=\"opml\"\r\n\r\n\(Self.opml)\r\n--b--\r\n"
      let answer = await house.site.ask("POST", "/sources/import", form: body) {
        $0["Content-Type"] = "multipart/form-data; boundary=b"
      }
      #expect(answer.status == 403 && house.list.isEmpty)
      let broken = await house.site.ask("POST", "/sources/import", form: body + "x") {
        $0["Content-Type"] = "multipart/form-data; boundary=b"
      }
      #expect(broken.status == 400 && house.list.isEmpty)
    }
  }

  // MARK: Changing

  @Test func `a source is paused, goes on and is removed, and the rest of the file stays`()
    async throws
  {
    let list = "# mine\n- feed: https://a.example/feed\n# yours\n- feed: https://b.example/feed\n"
    try await with(list) { (house) async throws in
      let form = "address=https://a.example/feed"
      #expect(await house.post("/sources/pause", form).status == 303)
      #expect(house.list.contains("feed: https://a.example/feed\n  paused: true\n# yours"))
      let page = await house.get("/sources?show=paused")
      #expect(page.contains("Paused: not asked") && !page.contains("b.example"))
      #expect(await house.post("/sources/resume", form).status == 303)
      #expect(house.list == list)
      let gone = await house.post("/sources/remove", form)
      #expect(gone.headers["Location"] == "/sources")
      #expect(house.list == "# mine\n# yours\n- feed: https://b.example/feed\n")
      for word in ["pause", "resume", "remove", "check"] {
        #expect(await house.post("/sources/\(word)", form).status == 404)
      }
    }
  }

  @Test func `a look now shows what is there and writes nothing`() async throws {
    try await with { (house) async throws in
      _ = await house.post("/sources/add", "address=\(house.url("/rss.xml"))&private=yes")
      let before = house.list
      let answer = await house.post("/sources/check", "address=\(house.url("/rss.xml"))")
      #expect(answer.status == 200 && answer.text.contains("Looked at just now"))
      #expect(answer.text.contains("News, 2 entries") && house.list == before)
    }
  }
}
