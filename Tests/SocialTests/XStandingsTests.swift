// Which posts of X are believed to be no more: only those of which a whole answer says so.

import Feed
import Foundation
import Social
import TestSupport
import Testing

@Suite struct XStandingsTests {
  private static func posts(_ ids: ClosedRange<Int>) -> [PostTarget] {
    ids.compactMap { PostTarget(.x, uri: "\($0)") }
  }

  private static func error(_ id: String, _ problem: String, parameter: String = "ids") -> String {
    #"{"value":"\#(id)","resource_id":"\#(id)","resource_type":"tweet","parameter":"\#(parameter)","title":"x","detail":"x","type":"https://api.twitter.com/2/problems/\#(problem)"}"#
  }

  private static func data(_ ids: ClosedRange<Int>) -> String {
    "[" + ids.map { #"{"id":"\#($0)","text":"Post"}"# }.joined(separator: ",") + "]"
  }

  private func standings(
    _ posts: [PostTarget], _ answer: @escaping @Sendable (Int) -> Script
  ) async throws -> (XStandings, [String]) {
    let server = try ScriptedServer { request in
      answer(request.path.split(separator: "=").last?.split(separator: "%").count ?? 0)
    }
    defer { server.close() }
    let line = try TestLine.to("http://127.0.0.1:\(server.port)", "ada@x.com")
    let client = XClient(line, now: { Date(timeIntervalSince1970: 1_768_896_000) })
    return (await client.standings(of: posts), server.requests.map(\.path))
  }

  @Test func `what is not found, and what is not for this account, is no more`() async throws {
    let body =
      #"{"data":\#(Self.data(1...6)),"errors":[\#(Self.error("7", "resource-not-found")),\#(Self.error("8", "not-authorized-for-resource"))]}"#
    let (standings, paths) = try await standings(Self.posts(1...8)) { _ in .answer(200, body) }
    #expect(standings.gone.map(\.uri) == ["7", "8"])
    #expect(standings.asked.count == 8 && standings.failure == nil)
    #expect(paths.count == 1 && paths[0].hasPrefix("/2/tweets?ids=1"))
    #expect(!paths[0].contains("expansions"))
  }

  @Test(arguments: [
    // Not mentioned, of another kind, about something else, standing all the same.
    #"{"data":[{"id":"1","text":"Post"}]}"#,
    #"{"data":[{"id":"1"}],"errors":[\#(error("2", "operational-disconnect"))]}"#,
    #"{"data":[{"id":"1"}],"errors":[\#(error("2", "resource-not-found", parameter: "author_id"))]}"#,
    #"{"data":[{"id":"1"},{"id":"2"}],"errors":[\#(error("2", "resource-not-found"))]}"#,
    // None of many stands.
    #"{"errors":[\#((1...5).map { error("\($0)", "resource-not-found") }.joined(separator: ","))]}"#,
  ])
  func `what is not said of a post by a whole answer is not believed`(body: String) async throws {
    let (standings, _) = try await standings(Self.posts(1...5)) { _ in .answer(200, body) }
    #expect(standings.gone.isEmpty)
  }

  @Test(arguments: [(429, ""), (503, "<html>"), (200, "{\"data\":[{\"id\":\"1\""), (401, "{}")])
  func `an error says nothing of any post`(status: Int, body: String) async throws {
    let (standings, _) = try await standings(Self.posts(1...3)) { _ in .answer(status, body) }
    #expect(standings.gone.isEmpty && standings.asked.isEmpty && standings.failure != nil)
  }

  @Test func `a hundred are asked about at once`() async throws {
    let (standings, paths) = try await standings(Self.posts(1...150)) { _ in
      .answer(200, #"{"data":[{"id":"1"},{"id":"101"}]}"#)
    }
    #expect(paths.count == 2 && standings.asked.count == 150 && standings.gone.isEmpty)
  }
}
