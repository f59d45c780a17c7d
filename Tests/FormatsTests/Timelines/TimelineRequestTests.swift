// What is asked of each network, and what its headers say of asking.

import Feed
import Formats
import FoundationEssentials
import Testing

struct TimelineRequestTests {
  @Test(arguments: [
    (MastodonTimeline.home, TimelineStretch.newest, "/api/v1/timelines/home?limit=40"),
    (.home, .after("101"), "/api/v1/timelines/home?min_id=101&limit=40"),
    (.list(id: "3"), .older("99"), "/api/v1/timelines/list/3?max_id=99&limit=40"),
    (
      .tag("#Grün"), .olderAfter("99", id: "9"),
      "/api/v1/timelines/tag/Gr%C3%BCn?max_id=99&min_id=9&limit=40"
    ),
    (.account(id: "../x"), .newest, "/api/v1/accounts/..%2Fx/statuses?limit=40"),
  ])
  func `Mastodon is asked forward from what is known`(
    _ timeline: MastodonTimeline, _ stretch: TimelineStretch, _ address: String
  ) {
    #expect(
      timeline.request(stretch).address(at: "https://h.example/") == "https://h.example" + address)
  }

  @Test(arguments: [
    (BlueskyTimeline.home, TimelineStretch.newest, "getTimeline?limit=100"),
    (
      .list(uri: "at://d/app.bsky.graph.list/1"), .older("c=1"),
      "getListFeed?list=at%3A%2F%2Fd%2Fapp.bsky.graph.list%2F1&limit=100&cursor=c%3D1"
    ),
    (.feed(uri: "at://f"), .newest, "getFeed?feed=at%3A%2F%2Ff&limit=100"),
    (.author("cleo.example"), .after("x"), "getAuthorFeed?actor=cleo.example&limit=100"),
    (.likes(of: "did:plc:me"), .newest, "getActorLikes?actor=did%3Aplc%3Ame&limit=100"),
  ])
  func `Bluesky is asked in the words of its lexicons`(
    _ timeline: BlueskyTimeline, _ stretch: TimelineStretch, _ address: String
  ) {
    #expect(
      timeline.request(stretch).address(at: "https://pds.example")
        == "https://pds.example/xrpc/app.bsky.feed." + address)
  }

  @Test
  func
    `X is asked for what is newer, in either language, and for authors only when they are wanted`()
  {
    let request = XTimeline.home(user: "5").request(.after("77"), authors: false)
    let query = Dictionary(uniqueKeysWithValues: request.query.map { ($0.name, $0.value) })
    #expect(request.path == "/2/users/5/timelines/reverse_chronological")
    #expect(query["since_id"] == "77")
    #expect(query["tweet.fields"]?.contains("note_tweet") == true)
    #expect(query["expansions"]?.contains("author_id") == false)
    #expect(query["user.fields"] == nil)
    let newer = XTimeline.home(user: "5").request(.olderAfter("t", id: "77"), dialect: .post)
    let words = Dictionary(uniqueKeysWithValues: newer.query.map { ($0.name, $0.value) })
    #expect(words["pagination_token"] == "t")
    #expect(words["since_id"] == "77")
    #expect(words["post.fields"]?.contains("author_id") == false)
    #expect(words["expansions"]?.contains("referenced_posts") == true)
    #expect(words["tweet.fields"] == nil)
    #expect(!XTimeline.list(id: "1").request(.after("77")).query.contains { $0.name == "since_id" })
  }

  @Test(arguments: [-5, 0, 1, 4, 40, 100, 100_000])
  func `no page is longer or shorter than the network gives`(_ limit: Int) throws {
    let asked = { (request: TimelineRequest, name: String) in
      request.query.first { $0.name == name }.flatMap { Int($0.value) } ?? 0
    }
    #expect((1...40).contains(asked(MastodonTimeline.home.request(limit: limit), "limit")))
    #expect((1...100).contains(asked(BlueskyTimeline.home.request(limit: limit), "limit")))
    #expect((1...100).contains(asked(XTimeline.list(id: "1").request(limit: limit), "max_results")))
    #expect((5...100).contains(asked(XTimeline.user(id: "1").request(limit: limit), "max_results")))
  }

  @Test
  func `lookups ask for no more than they may`() {
    #expect(BlueskyTimeline.posts((1...90).map { "at://\($0)" }).query.count == 25)
    let ids = XTimeline.posts((1...900).map { "\($0)" }).query.first?.value
    #expect(ids?.split(separator: ",").count == 100)
  }

  @Test(arguments: [
    ("9", "10", "10"), ("115", "99", "115"), ("01AB", "01AC", "01AC"), ("5", "5", "5"),
  ])
  func `of two ids of Mastodon the longer is later, and of two as long the greater`(
    _ one: String, _ other: String, _ later: String
  ) {
    #expect(MastodonTimeline.later(one, other) == later)
  }

  @Test(arguments: [
    ([("Link", "<https://a/1>; rel=\"next\"")], ["next": "https://a/1"]),
    (
      [
        ("link", "<https://a/1>;rel=next , <https://a/0?x=1,2>; title=\"a, b\"; REL=\"prev first\"")
      ], ["next": "https://a/1", "prev": "https://a/0?x=1,2", "first": "https://a/0?x=1,2"]
    ),
    (
      [("Link", "<https://a/1>; rel=next"), ("Link", "<https://a/2>; rel=next")],
      ["next": "https://a/1"]
    ),
    (
      [
        ("Link", "<>; rel=next, <https://a"), ("Link", "nonsense"),
        ("X-Link", "<https://a/1>; rel=next"),
      ], [:]
    ),
  ])
  func `Link headers are read as they are written`(
    _ headers: [(String, String)], _ links: [String: String]
  ) {
    #expect(LinkHeader.relations(headers) == links)
  }

  private static let now = Date(timeIntervalSince1970: 1_780_000_000)

  @Test(arguments: [
    [
      ("X-RateLimit-Limit", "300"), ("X-RateLimit-Remaining", "0"),
      ("X-RateLimit-Reset", "2026-05-28T20:31:40.070144Z"),
    ],
    [
      ("x-rate-limit-limit", "300"), ("x-rate-limit-remaining", "0"),
      ("x-rate-limit-reset", "1780000300"),
    ],
    [
      ("RateLimit-Limit", "300"), ("RateLimit-Remaining", "0"), ("RateLimit-Reset", "300"),
      ("RateLimit-Policy", "300;w=300"),
    ],
  ])
  func `the three forms of one limit say the same`(_ headers: [(String, String)]) throws {
    let limit = try #require(RateLimit(headers: headers, now: Self.now))
    #expect(limit.limit == 300)
    #expect(abs(limit.pause(now: Self.now) - 300) < 1)
  }

  @Test
  func `a pause is at least a minute and at most an hour, and none while something is left`() throws
  {
    let limit = { (headers: [(String, String)]) in
      try #require(RateLimit(headers: headers, now: Self.now))
    }
    #expect(
      try limit([("ratelimit-remaining", "4"), ("ratelimit-reset", "900")]).pause(now: Self.now)
        == 0)
    #expect(
      try limit([("ratelimit-remaining", "0"), ("ratelimit-reset", "1")]).pause(now: Self.now) == 60
    )
    #expect(
      try limit([("ratelimit-remaining", "0"), ("ratelimit-reset", "1999999999")]).pause(
        now: Self.now) == 3_600)
    #expect(
      try limit([("ratelimit-remaining", "0"), ("ratelimit-reset", "soon")]).pause(now: Self.now)
        == 900)
    #expect(RateLimit(headers: [("date", "now")], now: Self.now) == nil)
  }
}
