// Text of strangers in Markdown: what they write is shown as they wrote it.

import Testing

@testable import Digest

struct MarkdownTextTests {
  @Test(arguments: [
    ("plain, with (brackets) & more!", "plain, with (brackets) & more!"),
    ("[x](javascript:a) ![y](z)", "\\[x\\](javascript:a) !\\[y\\](z)"),
    ("*a* _b_ `c` ~~d~~ $e$ |f| \\", "\\*a\\* \\_b\\_ \\`c\\` \\~\\~d\\~\\~ \\$e\\$ \\|f\\| \\\\"),
    ("snake_case_name _x_ a_", "snake_case_name \\_x\\_ a\\_"),
    ("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>"),
    ("AT&amp;T & &#x3c; & &co", "AT&amp;amp;T & &amp;#x3c; & &co"),
    ("# head", "\\# head"), ("- item", "\\- item"), ("+ item", "\\+ item"), ("> said", "\\> said"),
    ("--- x", "\\--- x"), ("=====", "\\====="), ("a - b > c + d", "a - b > c + d"),
    ("1. one", "1\\. one"), ("12) two", "12\\) two"), ("1.5 times", "1\\.5 times"), ("v1.", "v1."),
    ("C# and F#", "C# and F#"), ("closed ##", "closed \\#\\#"),
    ("  two\n\n# lines\t", "two \\# lines"), ("a\u{1B}[2Jb\u{202E}c", "abc"), ("", ""),
  ])
  func `what means something is escaped, and nothing else`(text: String, escaped: String) {
    #expect(MarkdownText.escape(text) == escaped)
  }

  @Test(arguments: [
    ("https://e.org/a_(b)?x=[1]", "<https://e.org/a_(b)?x=[1]>"),
    ("https://e.org/a b>c<d", "<https://e.org/a%20b%3Ec%3Cd>"),
    ("https://e.org/?a=1&copy;=2", "<https://e.org/?a=1&amp;copy;=2>"),
    ("https://e.org/\n\\\"`\u{202E}\u{0}x", "<https://e.org/%0A%5C%22%60%E2%80%AE%00x>"),
    ("https://e.org/zürich", "<https://e.org/zürich>"),
  ])
  func `an address cannot leave its brackets`(url: String, destination: String) {
    #expect(MarkdownText.destination(url) == destination)
  }
}
