// A long post of X is one post, with its whole text and the number that the world knows.

import FoundationEssentials
import Formats
import Testing

struct LongPostTests {
  private func post(_ key: String, _ text: String, at seconds: Double) -> OwnPost {
    OwnPost(key: key, text: text, url: nil, at: Date(timeIntervalSince1970: seconds), answers: "a")
  }

  private let long =
    "Rye wants warmer water than wheat does, and it wants it for longer, said https://rye.example/a and then"

  @Test func `the beginning gets the whole, and the whole does not come again`() {
    var posts = LongPosts()
    let isHeld = posts.hold(post("x:note:1", long, at: 1_000.4))
    #expect(isHeld)
    let cut = post(
      "x:post:2", "Rye wants warmer water than wheat does, and it wants it… https://t.co/a", at: 999
    )
    let whole = posts.completed(cut)
    #expect(whole.text == long && whole.key == "x:post:2" && whole.answers == "a")
    #expect(posts.rest.isEmpty)
  }

  @Test(arguments: [
    ("Rye wants warmer water than oats do, all of them…", 1_000.0),
    ("Rye wants warmer water than wheat does, and it…", 2_000.0), ("Rye", 1_000.0), ("", 1_000.0),
  ])
  func `another text or another time is another post`(text: String, at seconds: Double) {
    var posts = LongPosts()
    _ = posts.hold(post("x:note:1", long, at: 1_000))
    let other = post("x:post:2", text, at: seconds)
    let same = posts.completed(other)
    #expect(same == other && posts.rest.count == 1)
  }

  @Test func `posts of ordinary length do not wait`() {
    var posts = LongPosts()
    let isHeld = posts.hold(post("x:post:1", "Rye", at: 1))
    #expect(!isHeld)
  }
}
