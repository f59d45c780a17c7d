// The list and the page of an item: found by words, filtered, paged without gaps, answered and undone.

import Feed
import Foundation
import HTTP
import Store
import Taste
import TestSupport
import Testing
import Web

struct ItemPageTests {
  @Test(arguments: [
    ("q=sourdough", ["Sourdough"]), ("q=baking", ["Baked bread", "Sourdough"]),
    ("q=%22rye+starter%22", ["Sourdough"]), ("q=bread+-sourdough", ["Baked bread"]),
    ("q=nothing+like+it", []), ("decision=keep", ["Baked bread"]), ("saved=yes", ["Baked bread"]),
    ("source=example", ["Baked bread", "Football", "Sourdough"]), ("source=elsewhere", []),
    ("since=day", ["Baked bread", "Football", "Sourdough"]), ("q=%27%29%3B+drop+%26+%7C+%21", []),
  ])
  func `items are found by words, decision, source and time`(
    query: String, expected: [String]
  ) async throws {
    try await ReviewBench.with(
      ["Sourdough", "Football", "Baked bread"],
      { place, item in
        item.language = "en"
        if place == 0 { item.text = "Bakes a bread of a rye starter." }
        if place == 1 { item.text = "A match." }
        if place == 2 { item.text = "A loaf." }
      }
    ) { bench in
      _ = await bench.press("save", bench.items[2])
      let page = await bench.site.ask("GET", "/items?\(query)")
      #expect(page.status == 200)
      let found = ["Baked bread", "Football", "Sourdough"].filter {
        page.text.contains(">\($0)</a></h2>")
      }
      #expect(found == expected)
    }
  }

  @Test func `pages follow each other without a gap`() async throws {
    try await ReviewBench.with((0..<120).map { "Title \($0) end" }) { bench in
      var target: String? = "/items?source=example"
      var seen: Set<String> = []
      var pages = 0
      while let next = target, pages < 9 {
        let text = await bench.site.ask("GET", next).text
        pages += 1
        for place in 0..<120 where text.contains(">Title \(place) end</a>") {
          #expect(seen.insert("\(place)").inserted)
        }
        target = text.range(of: "<p><a href=\"").map { start in
          String(text[start.upperBound...].prefix { $0 != "\"" }).replacing("&amp;", with: "&")
        }
      }
      #expect(seen.count == 120 && pages == 3)
    }
  }

  @Test(arguments: [
    "decision=burn", "since=never", "before=x", "q=\(String(repeating: "a", count: 201))",
  ])
  func `what makes no sense is named`(query: String) async throws {
    try await ReviewBench.with([]) { bench in
      #expect(await bench.site.ask("GET", "/items?\(query)").status == 422)
    }
  }

  @Test func `a page says everything, and a change of mind is an answer`() async throws {
    try await ReviewBench.with(["One"]) { bench in
      let item = bench.items[0]
      let page = await bench.site.ask("GET", "/items/\(item)")
      #expect(page.status == 200)
      #expect(page.text.contains("wanted with a probability of 42.0 %"))
      #expect(page.text.contains("review by score"))
      _ = await bench.post("/items/\(item)/answer", "answer=keep")
      _ = await bench.post("/items/\(item)/answer", "answer=more")
      try await bench.expect(item, "keep by person, digest_up, keep")
      let undone = await bench.post("/items/\(item)/undo", "")
      #expect(undone.text.contains("you voted for (review), taken back"))
      try await bench.expect(item, "keep by person, keep")
    }
  }

  @Test(arguments: ["/items/999", "/items/0", "/items/x", "/items/-1"])
  func `an item that is not there is not there`(target: String) async throws {
    try await ReviewBench.with([]) { bench in
      #expect(await bench.site.ask("GET", target).status == 404)
      #expect(await bench.post("\(target)/answer", "answer=keep").status == 404)
    }
  }
}
