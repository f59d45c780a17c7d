// Days of a worker with three accounts, all that can be asked about them, a dump, and a crash: no secret comes out.

import Feed
import Foundation
import Glibc
import Store
import Taste
import TestSupport
import Testing

@Suite(.serialized)
struct SecretCanarySlowTests {
  private static let back = "https://gleaner.example/back"
  private static let secrets = [
    "GLEANER_KEY": AccountHouse.key, "GLEANER_BLUESKY_PASSWORD": BlueskyServer.password,
    "GLEANER_X_CLIENT_ID": XServer.client, "GLEANER_X_CLIENT_SECRET": XServer.clientSecret,
  ]

  /// Gives `body` three networks and a house whose feeds are their timelines.
  private func with(
    _ body: @Sendable (AccountHouse, MastodonServer, BlueskyServer, XServer) async throws -> Void
  ) async throws {
    let (mastodon, bluesky) = (try MastodonServer(), try BlueskyServer())
    let x = try XServer(redirect: Self.back, isConfidential: true)
    let servers = [mastodon.server, bluesky.server, x.server]
    defer { servers.forEach { $0.close() } }
    let entries = zip(["ada@social.example", "ada.bsky.social", "ada@x.com"], servers)
      .map { AccountHouse.entry($0, $1) }.joined(separator: "\n")
    try await AccountHouse.with(entries) { house in
      let feeds = """
        - {mastodon: "https://social.example", account: ada, timeline: home}
        - {bluesky: ada.bsky.social, timeline: home}
        - {x: ada, timeline: home}
        """
      try FileManager.default.createDirectory(
        atPath: "\(house.root)/feeds", withIntermediateDirectories: true)
      try Data(feeds.utf8).write(to: URL(fileURLWithPath: "\(house.root)/feeds/timelines.yaml"))
      try await body(house, mastodon, bluesky, x)
    }
  }

  private func process(_ house: AccountHouse, _ words: [String]) throws -> Process {
    let library =
      ProcessInfo.processInfo.environment["GLEANER_LIB"] ?? "\(TestCluster.root)/var"
    return try house.process(words, Self.secrets.merging(["GLEANER_LIB": library]) { $1 })
  }

  /// What a command says, whatever its end.
  private func said(_ house: AccountHouse, _ words: String...) throws -> String {
    let ended = try Program.finish(try process(house, words))
    return ended.output + ended.errors
  }

  private func signIn(_ house: AccountHouse) async throws {
    let one = try await house.signIn("mastodon", "ada@social.example", environment: Self.secrets) {
      code, _ in code
    }
    let two = try house.gleaner(
      "accounts", "add", "bluesky", "ada.bsky.social", environment: Self.secrets)
    let three = try await house.signIn(
      "x", "ada", "--redirect", Self.back, environment: Self.secrets
    ) { address, _ in address }
    #expect(
      [one, two, three].allSatisfy { $0.code == 0 }, "\(one.errors)\(two.errors)\(three.errors)")
    #expect(Canaries.found(in: [one, two, three].map { $0.output + $0.errors }.joined()).isEmpty)
  }

  /// A worker's log up to the end of its first pass, and what can be seen of it and its children from outside.
  private func work(_ house: AccountHouse) throws -> String {
    let worker = try process(house, ["work", "--json"])
    let output = Pipe()
    worker.standardOutput = output
    worker.standardError = output
    try worker.run()
    var text = Self.seen(of: worker.processIdentifier)
    while !text.contains("\"event\":\"pass\"") {
      let piece = output.fileHandleForReading.availableData
      guard !piece.isEmpty else { break }
      text += String(decoding: piece, as: UTF8.self) + Self.seen(of: worker.processIdentifier)
    }
    kill(worker.processIdentifier, SIGTERM)
    text += String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    worker.waitUntilExit()
    #expect(text.contains("\"event\":\"stopped\""), "\(text)")
    return text
  }

  /// What `ps` shows of a process, and of its children also their environment.
  private static func seen(of id: Int32) -> String {
    func file(_ path: String) -> String {
      FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
    let children = file("/proc/\(id)/task/\(id)/children").split(separator: " ")
    return file("/proc/\(id)/cmdline")
      + children.map { file("/proc/\($0)/cmdline") + file("/proc/\($0)/environ") }.joined()
  }

  /// Posts of the Mastodon account, kept and proposed; gives the numbers of the actions.
  private func propose(_ house: AccountHouse) async throws -> [String] {
    let (database, now) = (house.database, Date())
    let account = try #require(AccountName("ada@social.example"))
    let posts = KeptPosts(database, account: account, now: now)
    _ = try await posts.add(["a", "b", "c"])
    try await posts.propose()
    return try await database.actions(ActionQuery()).map { "\($0.id)" }
  }

  /// All that can be asked about actions and accounts.
  private func answers(_ house: AccountHouse, _ numbers: [String]) throws -> String {
    var text = ""
    for option in [["--json"], []] {
      text += try Program.finish(process(house, ["actions", "list"] + option)).output
      text += try Program.finish(process(house, ["actions", "why", numbers[0]] + option)).output
      text += try Program.finish(process(house, ["actions", "run", "--dry-run"] + option)).output
      text += try Program.finish(process(house, ["actions", "run"] + option)).output
      text += try Program.finish(process(house, ["actions", "stop"] + option)).output
      text += try Program.finish(process(house, ["actions", "resume"] + option)).output
      text += try Program.finish(process(house, ["accounts", "list"] + option)).output
      text += try Program.finish(process(house, ["accounts", "check"] + option)).output
    }
    return text
  }

  @Test func `a worker, every command, its files, a dump and its processes hold no secret`()
    async throws
  {
    try await with { house, mastodon, bluesky, x in
      try await signIn(house)
      let numbers = try await propose(house)
      // Tokens are renewed on the way.
      bluesky.desk.expire()
      x.desk.expire()
      var text = try work(house)
      text += try said(house, "actions", "approve", numbers[0], "--json")
      text += try said(house, "actions", "reject", numbers[1], "--json")
      text += try answers(house, numbers)
      // And from servers that repeat what they were sent.
      [mastodon.desk, bluesky.desk, x.desk].forEach { $0.endAll() }
      text += try said(house, "actions", "approve", numbers[2], "--json")
      text += try work(house) + answers(house, numbers)
      text += try said(house, "accounts", "remove", "ada@x.com", "--json")
      #expect(text.contains("ada@x.com") && text.contains("sign in again"))
      #expect(Canaries.found(in: text).isEmpty, "\(Canaries.found(in: text)) in what it said")
      let kept = try await house.everything() + house.dump()
      #expect(FileManager.default.fileExists(atPath: "\(house.root)/var/actions.html"))
      #expect(kept.contains("ada.bsky.social") && kept.contains("CREATE TABLE public.accounts"))
      #expect(Canaries.found(in: kept).isEmpty, "\(Canaries.found(in: kept)) in what it keeps")
    }
  }

  @Test func `a sign-in that is killed when it has its token leaves no trace of it`() async throws {
    try await with { house, mastodon, _, _ in
      let ended = try await house.signIn(
        "mastodon", "ada@social.example", environment: Self.secrets
      ) { code, process in
        let id = process.processIdentifier
        mastodon.desk.whenGiven.value = { kill(id, SIGKILL) }
        return code
      }
      #expect(ended.code != 0)
      let left = try await house.everything() + house.dump() + ended.output + ended.errors
      #expect(Canaries.found(in: left).isEmpty, "\(Canaries.found(in: left))")
    }
  }
}
