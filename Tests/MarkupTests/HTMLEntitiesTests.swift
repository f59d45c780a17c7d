// Character references: named with and without semicolon, numeric, and what is none.

import Markup
import Testing

@Suite struct HTMLEntitiesTests {
  @Test(arguments: [
    ("&amp;&lt;&gt;&quot;&apos;", "&<>\"'"), ("&eacute;&Eacute;&nbsp;&euro;&hellip;", "éÉ\u{A0}€…"),
    ("&#65;&#x41;&#X41;&#65", "AAAA"), ("&#128;&#150;&#x92;", "€–’"),
    ("&#0;&#x1F;&#xD800;&#x110000;&#99999999999;x", "x"),
    ("&copy 1 &copyright &nbsp", "© 1 ©right \u{A0}"),
    ("&hellip &nosuch; & &; &# &#; &#x; AT&T", "&hellip &nosuch; & &; &# &#; &#x; AT&T"),
    ("&amp;lt;", "&lt;"), ("&NotEqualTilde;&fjlig;", "≂̸fj"),
    ("&CounterClockwiseContourIntegral;", "∳"), ("", ""), ("x&", "x&"),
  ])
  func `decodes once`(_ text: String, _ expected: String) {
    #expect(HTMLEntities.decode(text) == expected)
  }

  @Test func `escaping is the way back`() {
    let text = "a < b > c & \"d\" 'e'"
    #expect(HTMLEscape.escape(text) == "a &lt; b &gt; c &amp; &quot;d&quot; 'e'")
    #expect(HTMLEntities.decode(HTMLEscape.escape(text)) == text)
  }
}
