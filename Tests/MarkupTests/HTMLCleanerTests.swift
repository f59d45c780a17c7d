// What passes the cleaner, what becomes of it, and what the plain text says.

import Markup
import Testing

@Suite struct HTMLCleanerTests {
  @Test(arguments: [
    "", "plain", "a &amp; b &lt; c", "text <b>bold</b> tail", "<p>one</p>\n<p>two</p>",
    "<a href=\"http://e.x/?a=1&amp;b=2\" title=\"x\">l</a>", "<br />", "<hr />",
    "<img src=\"http://e.x/i.png\" alt=\"A &quot;q&quot;\" width=\"3\" height=\"4\" />",
    "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>",
    "<table><tr><th>h</th></tr><tr><td>d</td></tr></table>",
    "<table><tbody><tr><td><table><tr><td>x</td></tr></table></td></tr></tbody></table>",
    "<pre><code>a\n  b</code></pre>", "<dl><dt>t</dt><dd>d</dd></dl>", "<p><div>x</div></p>",
    "<figure><img src=\"i.png\" /><figcaption>c</figcaption></figure>",
    "<blockquote cite=\"http://e.x/\"><p>q</p></blockquote>", "<h1>h</h1><h6>h</h6>",
    "<video controls=\"\" poster=\"p.png\"><source src=\"v.mp4\" type=\"video/mp4\" /></video>",
    "<span style=\"color: red;\">x</span>", "<del cite=\"u\">a</del><ins>b</ins><q>c</q>",
    "<p lang=\"de\" dir=\"ltr\">ä ö 中 🎉</p>",
  ])
  func `harmless HTML keeps its shape`(_ html: String) {
    #expect(HTMLCleaner.clean(html).html == html)
  }

  @Test(arguments: [
    ("<P CLASS=x>t", "<p class=\"x\">t</p>"),
    ("<p>a<p>b", "<p>a</p><p>b</p>"),
    ("<ul><li>a<li>b</ul>c", "<ul><li>a</li><li>b</li></ul>c"),
    ("<ul><li>a<ul><li>b</ul><li>c</ul>", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
    (
      "<table><tr><td>a<td>b<tr><td>c</table>",
      "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"
    ),
    ("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"),
    ("<b><i>x</b>y</i>", "<b><i>x</i></b>y"),
    ("</p>x</div>", "x"),
    ("a<br>b<br/>c", "a<br />b<br />c"),
    (
      "<div><table><tr><td>x</div>y</td></tr></table>",
      "<div><table><tr><td>xy</td></tr></table></div>"
    ),
    ("1 < 2 > 0 & \"x\"", "1 &lt; 2 &gt; 0 &amp; &quot;x&quot;"),
    ("&eacute;&copy 2024&nosuch;&#150;&#0;&#xD800;&#x41", "é© 2024&amp;nosuch;–A"),
    ("<a href='?a=1&copy=2&lt;'>x</a>", "<a href=\"?a=1&amp;copy=2&lt;\">x</a>"),
    ("<img src=a.png alt=x y>", "<img src=\"a.png\" alt=\"x\" />"),
    ("<p title=a title=b>x</p>", "<p title=\"a\">x</p>"),
    ("a<!-- b -->c<!---->d<!-->e", "acde"),
    ("a<!-- never closed> b", "a b"),
    ("a<!-- never closed", "a-- never closed"),
    ("a<?php echo 1 ?>b<!DOCTYPE html>c", "abc"),
    ("a<![CDATA[<b>&amp;]]>c", "a&lt;b&gt;&amp;amp;c"),
    ("<custom-tag>x</custom-tag>", "x"),
    ("<html><head><title>t</title></head><body>b</body></html>", "tb"),
    ("text <a href=\"http://cut", "text "), ("text <br", "text "),
    ("so a<b holds", "so a&lt;b holds"),
    ("a</script>b<script>c</script>d<script>e</script>f", "abcdf"),
    ("a</style>b<script>c</script>d", "abd"),
    (
      "<p style='width:5px; background-image:url( http://e.x/i.png ); color:red'>x</p>",
      "<p style=\"width: 5px; color: red;\">x</p>"
    ),
    ("<p style='background:url(x y); color:red'>x</p>", "<p>x</p>"),
    ("<noscript>a</noscript><textarea>b</textarea>", "ab"),
    ("<a href='webcal://e.x/'>x</a>", "<a href=\"webcal://e.x/\">x</a>"),
    ("<a href=\"x>y</a> z", "<a>y</a> z"),
    (
      "<p style='COLOR:red; position:absolute; margin: 0 1px'>x</p>",
      "<p style=\"COLOR: red; margin: 0 1px;\">x</p>"
    ),
    ("\u{FEFF}x\u{0}y", "\u{FEFF}xy"),
  ])
  func `rough HTML becomes sound`(_ html: String, _ expected: String) {
    #expect(HTMLCleaner.clean(html).html == expected)
  }

  @Test(arguments: [
    ("<p>One</p><p>Two <b>three</b></p>", "One\n\nTwo three"),
    ("a<br>b<div>c</div>d", "a\nb\nc\nd"),
    ("<ul>\n<li>a</li>\n<li>b</li></ul>", "a\nb"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
    ("  a \n\t b&nbsp;&nbsp;c\u{2003}d  ", "a b c d"),
    ("x<script>var a = '<b>';</script>y<style>p{}</style>z", "xyz"),
    ("see <img src=i.png alt='a cat'> and <img src=j.png alt=''>dog", "see a cat and dog"),
    ("so\u{AD}ft\u{200B}\u{202E}\u{FEFF} &shy;x", "soft x"),
    ("<pre>a\n  b</pre>c", "a\nb\n\nc"),
    ("&lt;b&gt; &amp;amp; 5 &#8364;", "<b> &amp; 5 €"),
    ("<b>in</b>line<i>d</i>", "inlined"),
    ("👩\u{200D}👩\u{200D}👧 é中", "👩\u{200D}👩\u{200D}👧 é中"),
  ])
  func `plain text reads well`(_ html: String, _ expected: String) {
    #expect(HTMLCleaner.clean(html).text == expected)
    #expect(PlainText.fromHTML(html) == expected)
  }

  @Test func `addresses are resolved and links collected`() {
    let clean = HTMLCleaner.clean(
      "<a href='../x?y#z'>a</a><img src='//c.d/i.png'><a href=' mailto:a@b.c '>m</a><a href='#f'>f</a>",
      base: "https://a.b/c/d")
    #expect(
      clean.html
        == "<a href=\"https://a.b/x?y#z\">a</a><img src=\"https://c.d/i.png\" /><a href=\"mailto:a@b.c\">m</a><a href=\"https://a.b/c/d#f\">f</a>"
    )
    #expect(clean.links == ["https://a.b/x?y#z", "mailto:a@b.c", "https://a.b/c/d#f"])
  }

  @Test func `limits hold and the text stays`() {
    var limits = HTMLLimits()
    limits.depth = 2
    limits.attributes = 1
    limits.links = 1
    let clean = HTMLCleaner.clean(
      "<div><p><b><i>x</i></b></p><a href='u' title='t'>y</a><a href='v'>z</a></div>w",
      limits: limits)
    #expect(
      clean.html == "<div><p>x</p><a href=\"u\">y</a><a href=\"v\">z</a></div>w")
    #expect(clean.links == ["u"])
    limits.bytes = 3
    #expect(HTMLCleaner.clean("abcdef", limits: limits).text == "abc")
    #expect(HTMLCleaner.clean("ab€f", limits: limits).html == "ab")
  }

  @Test func `a hundred thousand levels do not crash`() {
    let deep = String(repeating: "<div>", count: 100_000) + "x"
    let clean = HTMLCleaner.clean(deep)
    #expect(clean.text == "x")
    #expect(clean.html.utf8.count < 4_000)
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "<a ", "<a b='", "<a b=\"", "</a", "<![CDATA[", "<!--", "<!", "&", "<b>", "</b>", "<p>",
      "<li>", "<svg>", "<template>", "<td>", "<a b=\"'>", "<script>", "<!-->", "&#",
    ])
  func `a repeated fragment costs linear time`(_ fragment: String) {
    let clean = HTMLCleaner.clean(String(repeating: fragment, count: 100_000))
    #expect(clean.html.utf8.count < 2_000_000)
  }
}
