// `gleaner judge` as a person meets it: what it says where there is nothing to judge yet.

import Foundation
import Service
import TestSupport
import Testing

struct JudgeCommandTests {
  @Test func `an item that is not there, or not scored yet, is said with the next step`()
    async throws
  {
    try await FeedHouse.with(["/feed.xml": FeedHouse.feed("a", "First", "Second")]) { house in
      try house.write(
        "- {feed: \"\(house.server.url("/feed.xml"))\", allow_private: true}\n",
        to: "feeds/feeds.yaml")
      #expect(try house.gleaner("run", "--until", "admit").code == 0)
      let none = try house.gleaner("judge", "4711")
      #expect(none.code == 1 && none.output.isEmpty)
      #expect(none.errors.contains("no item '4711'; 'gleaner items' lists them"))
      let id = try #require(try house.rows("items").first?["id"]?.int)
      let looked = try house.gleaner("judge", "\(id)")
      #expect(looked.code == 0, "\(looked.errors)")
      #expect(looked.output.contains("A run would not ask: nothing is known of your taste yet"))
      let asked = try house.gleaner("judge", "\(id)", "--ask")
      #expect(asked.code == 1 && asked.errors.contains("not asked: nothing is known of your taste"))
      let row = try #require(try house.rows("judge", "\(id)").first)
      #expect(row["question"] == .null && row["answer"] == .null && row["effect"] == .null)
      #expect(row["obstacle"]?.string?.contains("gleaner remember") == true)
      #expect(try house.gleaner("judge").code == 2)
    }
  }
}
