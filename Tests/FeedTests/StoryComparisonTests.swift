// Copies of a story are found and recognised; other stories are not taken for copies.

import Feed
import Testing

struct StoryComparisonTests {
  /// Sentences that have nothing in common but small words; the same for the same seed.
  static func sentences(_ count: Int, seed: Int) -> [String] {
    var state = UInt64(seed) &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let small = ["the", "of", "and", "to", "in", "was", "for"]
    return (0..<count).map { _ in
      (0..<12).map { place in place % 3 == 2 ? small[next(7)] : "w\(next(4_000))x" }
        .joined(separator: " ") + "."
    }
  }

  static func text(_ count: Int, seed: Int) -> String {
    sentences(count, seed: seed).joined(separator: " ")
  }

  struct Telling {
    var title: String
    var text: String
    var url: String?
  }

  func isFound(_ one: Telling, _ other: Telling) -> Bool {
    let keys = [one, other].map { StoryKeys(title: $0.title, text: $0.text, url: $0.url) }
    return !Set(keys[0].values).isDisjoint(with: keys[1].values)
  }

  func isSame(_ one: Telling, _ other: Telling, besides: [Telling] = []) -> Bool {
    let texts = ([one, other] + besides).map {
      StoryText(title: $0.title, text: $0.text, url: $0.url)
    }
    let comparison = StoryComparison(texts[0], texts[1], besides: Array(texts.dropFirst(2)))
    return isFound(one, other) && comparison.isSame
  }

  static let story = Telling(title: "Dam breaks after a week of rain", text: text(20, seed: 1))

  @Test func `an edited copy under another headline is the same story`() {
    var sentences = Self.sentences(20, seed: 1)
    sentences.remove(at: 7)
    sentences[12] = Self.text(1, seed: 99)
    let copy = Telling(title: "Villages flooded", text: sentences.joined(separator: " "))
    #expect(isSame(Self.story, copy))
  }

  @Test(arguments: [3, 5, 10])
  func `a teaser is the same story as the whole, under whatever headline`(length: Int) {
    let teaser = Self.sentences(length, seed: 1).joined(separator: " ") + " […]"
    #expect(isSame(Self.story, Telling(title: Self.story.title, text: teaser)))
    // Under another headline there has to be more of it.
    #expect(isSame(Telling(title: "Villages flooded", text: teaser), Self.story) == (length > 5))
  }

  @Test func `one page with one title is one story, though one tells nothing of it`() {
    let page = "https://example.org/dam"
    let bare = Telling(
      title: Self.story.title, text: "Read more.", url: "http://www.example.org/dam/")
    #expect(isSame(Telling(title: Self.story.title, text: Self.story.text, url: page), bare))
  }

  @Test func `two articles about one event are two stories`() {
    let other = Telling(title: "Dam breaks after a week of rain", text: Self.text(20, seed: 2))
    #expect(!isSame(Self.story, other))
    let quoting = Telling(
      title: "What the engineers knew",
      text: Self.text(12, seed: 3) + " " + Self.sentences(3, seed: 1).joined(separator: " "))
    #expect(!isSame(Self.story, quoting))
  }

  @Test(arguments: [
    ("Gleaner v1.2.3 released", "Gleaner v1.2.4 released"),
    ("Daily links 2024-03-01", "Daily links 2024-03-02"),
    ("Episode 12: rain", "Episode 13: rain"),
  ])
  func `the same words about another number are another story`(one: String, other: String) {
    let text = Self.text(10, seed: 4)
    #expect(!isSame(Telling(title: one, text: text), Telling(title: other, text: text)))
  }

  @Test func `tables with other numbers are other stories`() {
    func table(_ base: Int) -> Telling {
      let rows = (0..<10).map {
        "In town number\($0) it was \(base + $0 * 3) degrees with some wind"
      }
      return Telling(title: "Weather in the north", text: rows.joined(separator: ". "))
    }
    #expect(isSame(table(100), table(100)))
    #expect(!isSame(table(100), table(500)))
  }

  @Test func `show notes and open threads are what their source always says`() {
    let notes = Self.text(8, seed: 5)
    func episode(_ seed: Int) -> Telling {
      Telling(title: "A talk with guest\(seed)", text: Self.text(1, seed: seed) + " " + notes)
    }
    #expect(!isSame(episode(10), episode(11), besides: [episode(12)]))
    let thread = Telling(title: "Open thread for all", text: notes)
    #expect(!isSame(thread, thread, besides: [thread]))
  }

  @Test func `a form that was filled in twice tells two stories`() {
    func form(_ name: String) -> Telling {
      let words = Self.text(8, seed: 6).split(separator: " ")
      return Telling(
        title: "\(name) wins the prize",
        text: (words.prefix(40) + ["\(name)"] + words.dropFirst(40)).joined(separator: " "))
    }
    #expect(!isSame(form("ada"), form("grace")))
  }

  @Test func `short texts resemble each other by accident, and count for nothing`() {
    let one = Telling(title: "The first one here", text: "Read the full story on our site.")
    let other = Telling(title: "Quite another one there", text: "Read the full story on our site.")
    #expect(!isSame(one, other))
  }

  @Test func `keys are the same in every process`() {
    let keys = StoryKeys(title: "Dam breaks again", text: "", url: "https://example.org/dam").values
    #expect(
      keys
        == StoryKeys(title: "DAM breaks, again", text: "x", url: "http://www.example.org/dam/")
        .values)
    #expect(keys == [-2_936_229_547_207_124_067, 1_200_636_740_233_125_786])
  }
}
