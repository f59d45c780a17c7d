// Where a format does not say whether a text is HTML, the text has to prove it.

import Testing

@testable import Formats

struct HTMLLookTests {
  @Test(arguments: [
    ("<b>x</b>", true), ("a &amp; b", true), ("it&#8217;s", true), ("2 < 3", false),
    ("AT&T", false), ("About <head> tags", false), ("<b>unclosed", false), ("x<br>y", false),
    ("x </foo>", false), ("a &nosuch; b", false), ("", false), ("R&D;", false),
    ("Use <script></script>", false),
  ])
  func `a title is HTML only with an end tag or a reference`(title: String, isHTML: Bool) {
    #expect(HTMLLook.isLikely(title) == isHTML)
  }
}
