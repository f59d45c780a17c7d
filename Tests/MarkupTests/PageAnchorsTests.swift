// The links of a text, and what is said of them.

import Markup
import Testing

struct PageAnchorsTests {
  @Test func `anchors come in their order, absolute, with their relations and classes`() {
    let anchors = PageAnchors.read(
      #"<p>a <A HREF="/b?c=1&amp;d=2" rel="Tag me" class="mention">x</a> <a name="n">y</a><a href="https://e.example/">"#,
      base: "https://a.example/x")
    #expect(anchors.map(\.address) == ["https://a.example/b?c=1&d=2", "https://e.example/"])
    #expect(anchors.map(\.words) == [["tag", "me", "mention"], []])
  }

  @Test(arguments: [
    "", "no markup", "<a>", "<a href=''>", "<a href='javascript:x()'>",
    "<a href='java\nscript:x()'>",
    "<a href='data:text/html,x'>", "<a", "<a href", "<a href='https://unclosed.example",
  ])
  func `what leads nowhere or would run is left out`(_ html: String) {
    #expect(PageAnchors.read(html).isEmpty)
  }

  @Test func `a million anchors cost no more than the first`() {
    let html = String(repeating: "<a href='https://a.example/'>", count: 100_000)
    #expect(PageAnchors.read(html).count == 400)
  }
}
