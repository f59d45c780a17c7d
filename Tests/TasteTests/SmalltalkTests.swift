// What of a conversation is worth learning from.

import Taste
import Testing

struct SmalltalkTests {
  @Test(arguments: [
    "", "ok thanks!", "hahahaha", "Good morning everyone, happy Friday", "see you at 7 :)",
    "https://example.org/a-long-article-about-databases-and-indexes", "👍👍",
    "Danke dir, bis morgen um acht Uhr", "lol yeah totally", "merci beaucoup, à demain",
    "@ada are you coming tomorrow?", "sorry, I was in a meeting", "jajajaja vale, gracias",
    "ada@example.org",
  ])
  func `a nod is nothing to learn from`(message: String) {
    #expect(Smalltalk.isMere(message))
  }

  @Test(arguments: [
    "I moved the index to a partial one and the planner picks it up now",
    "The rye starter doubles in six hours when the kitchen is warm",
    "Das Gravelbike bekommt eine kleinere Übersetzung für die Alpen",
    "thanks! skip scan makes the composite index usable https://example.org/x",
    "データベースの索引を作り直したら検索が速くなった",
  ])
  func `a statement about something is`(message: String) {
    #expect(!Smalltalk.isMere(message))
  }
}
