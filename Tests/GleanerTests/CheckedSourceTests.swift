// A source in words, with what earlier pulls found of it.

import Feed
import Foundation
import Pipeline
import Service
import Store
import Testing
import Workspace

@testable import gleaner

struct CheckedSourceTests {
  private let now = Date(timeIntervalSince1970: 1_800_000_000)
  private let source = Source(address: "https://a.example/feed", name: "A")

  private func checked(
    _ failure: PullFailure?, _ change: (inout StoredSource) -> Void
  ) -> CheckedSource {
    var stored = StoredSource(id: 1, source: source)
    stored.pulledAt = now.addingTimeInterval(-7_200)
    change(&stored)
    return CheckedSource(
      source, at: SourcePlace(file: "feeds/feeds.yaml", line: 7),
      finding: failure.map(ProbeFinding.failed), stored: stored, now: now)
  }

  @Test func `what failed, how often, and when it is asked again`() {
    let source = checked(PullFailure(.notFound, "there is nothing (404)")) {
      $0.failures = 3
      $0.error = "no connection"
      $0.nextPullAt = now.addingTimeInterval(3 * 3_600)
    }
    #expect(
      source.lines == [
        "failed  A, https://a.example/feed: there is nothing (404)",
        "          last pulled 2 hours ago, 3 failures in a row: no connection",
        "          asked again in 3 hours",
      ])
    #expect(source.row["cause"]?.string == "not_found" && source.row["failures"]?.int == 3)
  }

  @Test func `what is gone is asked no more, and what moved is told with its place in the list`() {
    let gone = checked(PullFailure(.gone, "it is gone (410)")) {
      $0.cause = .gone
      $0.error = "it is gone (410)"
      $0.failures = 1
      $0.adopted = "https://b.example/feed"
    }
    #expect(gone.row["gone"] == .bool(true))
    #expect(gone.row["moved_to"]?.string == "https://b.example/feed")
    #expect(
      gone.lines[1].contains(
        "asked at https://b.example/feed; you may write that into feeds/feeds.yaml:7"))
    #expect(gone.lines.last?.contains("not asked any more: give it its new address") == true)
  }

  @Test func `without a finding, what the server last said stands`() {
    let waiting = checked(nil) {
      $0.cause = .throttled
      $0.error = "the server asks for fewer requests (429)"
      $0.nextPullAt = now.addingTimeInterval(90)
    }
    #expect(waiting.problem == "the server asks for fewer requests (429)")
    #expect(waiting.lines.last == "          asked again in 1 minute")
  }
}
