// Likes: what is readable is taken, the rest is named with its place.

import Memory
import Store
import Testing

struct LikeListTests {
  func read(_ text: String) -> (likes: [String], problems: [String]) {
    let (likes, problems) = LikeList.read(Array(text.utf8), file: "l.jsonl")
    return (likes.map(\.key), problems)
  }

  @Test func `a like is known by its address, else by what it says`() {
    let (keys, problems) = read(
      """
      {"title": "A", "url": "https://Example.org/a?utm_source=x", "at": "2026-01-31T08:00:00Z"}

      {"title": "B", "text": "no address"}
      """)
    #expect(keys.first == "https://example.org/a")
    #expect(keys.last?.hasPrefix("sha256:") == true && keys.count == 2)
    #expect(problems.isEmpty)
  }

  @Test func `a broken record is named, and the others are taken`() {
    let (keys, problems) = read(
      """
      {"title": "A", "url": "https://example.org/a"}
      {"title": "cut
      {"url": "https://example.org/only-an-address"}
      [1, 2]
      {"title": "B", "url": "https://example.org/b", "at": "yesterday"}
      """)
    #expect(keys == ["https://example.org/a", "https://example.org/b"])
    #expect(
      problems.map { String($0.prefix(9)) } == ["l.jsonl:2", "l.jsonl:3", "l.jsonl:4", "l.jsonl:5"])
  }
}
