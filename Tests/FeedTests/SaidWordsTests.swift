// What a text says, and what only passes by.

import Feed
import Testing

struct SaidWordsTests {
  func hash(_ text: String) -> Fingerprint { SaidWords.hash(title: "A title", text: text) }

  @Test(arguments: [
    ("“It’s here” — again…", "\"It's here\" - again..."),
    ("One  two\n\tthree", "one two three"),
    ("Bread &amp; butter, it&#8217;s", "Bread & butter, it's"),
    ("A story. 1,234 views, 12 comments", "A story. 1,240 views, 13 comments"),
    ("Points: 34\n# Comments: 5", "Points: 340\n# Comments: 77"),
    ("Posted 3 hours ago by Ada", "Posted 2 days ago by Ada"),
    ("vor 5 Minuten: Regen", "vor einer Stunde: Regen"),
    ("Il y a 3 heures, la pluie", "Il y a 2 jours, la pluie"),
    ("Text ad-9f8e7d6c5b4a39281706f5e4", "Text ad-0a1b2c3d4e5f60718293a4b5"),
    ("x 550e8400-e29b-41d4-a716-446655440000", "x 123e4567-e89b-12d3-a456-426614174000"),
    ("soft\u{AD}hyphen zero\u{200B}width", "softhyphen zerowidth"),
  ])
  func `what passes by changes no text`(one: String, other: String) {
    #expect(hash(one) == hash(other))
  }

  @Test(arguments: [
    ("Version 1.2.3 is out", "Version 1.2.4 is out"),
    ("It costs 5 euros", "It costs 6 euros"),
    ("An introduction to C", "An introduction to C++"),
    ("Three dead", "Four dead"),
    ("🎉", "💥"),
    ("?", "!"),
    ("東京に雨", "京都に雨"),
    ("20240101", "20240102"),
  ])
  func `what is said does`(one: String, other: String) {
    #expect(hash(one) != hash(other))
  }

  @Test func `numbers keep their points, sentences lose theirs`() {
    #expect(
      SaidWords.of("It is v1.2.3. C# 9, or 1,000.") == [
        "it", "is", "v1.2.3", "c#", "9", "or", "1,000",
      ])
  }

  @Test func `no more words are read than asked for`() {
    #expect(SaidWords.of("one two three four", limit: 2) == ["one", "two"])
  }
}
