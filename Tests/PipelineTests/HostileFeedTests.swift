// Feeds that try what a database, or the patience of a pass, has no room for.

import Feed
import Foundation
import HTTP
import Pipeline
import Store
import TestSupport
import Testing

struct HostileFeedTests {
  /// Letters and digits that no compression shortens.
  private static func noise(_ count: Int) -> String {
    var state: UInt64 = 1
    return String(
      (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Array("0123456789abcdefghijklmnopqrstuv")[Int(state >> 59)]
      })
  }

  @Test(arguments: ["guid", "link"])
  func `an id of ten thousand letters is an id, and known again`(element: String) async throws {
    let value = "https://example.org/" + Self.noise(10_000)
    let feed = """
      <rss version="2.0"><channel><title>A feed</title><item><title>One</title>
      <\(element)>\(value)</\(element)><description>Text</description></item></channel></rss>
      """
    try await WebBench.with([.answer(200, feed), .answer(200, feed + " ")]) { bench, _ in
      #expect(try await bench.pull().added == 1)
      let again = try await bench.pull()
      #expect(again.added == 0 && again.changed == 0)
    }
  }

  @Test func `a look at many sources holds what was found and not what was sent`() async throws {
    let server = try ScriptedServer { _ in .answer(200, Bench.feedBody) }
    defer { server.close() }
    let probe = SourceProbe(
      client: Client(Client.Settings(userAgent: "Gleaner/test")), root: "/", now: Bench.start)
    let findings = try await probe.run([Source(address: server.url("/"), allowPrivate: true)])
    guard case .feed(let feed) = findings[0] else {
      Issue.record("no feed: \(findings)")
      return
    }
    #expect(feed.entries == Bench.bread.count && feed.body.bytes.isEmpty)
  }
}
