// What strangers wrote, within a page of ours.

import Markup
import Testing

struct ToldHTMLTests {
  @Test(arguments: [
    ("<p>One <b>two</b> &amp; three</p>", "<p>One <b>two</b> &amp; three</p>"),
    (
      "<a href=\"https://example.org/?a=1&amp;b=2\" id=keys class=card>x</a>",
      "<a href=\"https://example.org/?a=1&amp;b=2\" rel=\"noreferrer noopener\" target=\"_blank\">x</a>"
    ),
    ("<a href=\"tel:1\">x</a>", "<a>x</a>"),
    ("<h1>Big</h1><h6>small</h6>", "<h3>Big</h3><h6>small</h6>"),
    ("<img src=a.png alt=\"a &quot;cat&quot;\"><img src=b.png>", "[a &quot;cat&quot;]"),
    ("<button accesskey=k>Keep</button><input name=token>", "Keep"),
    ("<details open><summary>More</summary>text</details>", "Moretext"),
    ("<td colspan=2 style=\"color:red\">x</td>", "<td colspan=\"2\">x</td>"),
    ("<svg><title>t</title><path d=\"M0 0\"/></svg>a", "ta"), ("1 < 2 > 1", "1 &lt; 2 &gt; 1"),
    ("<p title=\"a > b = c\">x</p>", "<p title=\"a &gt; b = c\">x</p>"), ("a<br>b", "a<br>b"),
  ])
  func `what one reads stays, what would look or act like ours goes`(html: String, told: String) {
    #expect(ToldHTML.make(html).html == told)
  }

  @Test(arguments: [
    (
      "<img src=\"https://example.org/a.png?a=1&amp;b=&quot;2&quot;\" alt=\"a cat\" width=40 height=x>",
      "<img src=\"/i?https://example.org/a.png?a=1&amp;b=&quot;2&quot;\" alt=\"a cat\" width=\"40\" loading=\"lazy\">"
    ), ("<img src=\"data:image/png;base64,AA\" alt=\"a cat\">", "[a cat]"),
    ("<img alt=\"a cat\">", "[a cat]"),
    (
      "<img src=/b.png onerror=alert(1)>",
      "<img src=\"/i?https://example.org/b.png\" alt=\"\" loading=\"lazy\">"
    ),
  ])
  func `a picture is shown where a path of ours leads to it`(html: String, told: String) {
    let made = ToldHTML.make(html, base: "https://example.org/") { "/i?\($0)" }
    #expect(made.html == told)
  }
}
