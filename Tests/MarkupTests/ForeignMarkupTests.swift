// Drawings and formulas: what stands still passes, what could load, run or move does not.

import Markup
import Testing

@Suite struct ForeignMarkupTests {
  private static let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\""
  private static let math = "<math xmlns=\"http://www.w3.org/1998/Math/MathML\""

  @Test(arguments: [
    (
      "<svg width='9' viewBox='0 0 9 9'><circle cx='1' fill='#f00'/></svg>",
      svg + " width=\"9\" viewbox=\"0 0 9 9\"><circle cx=\"1\" fill=\"#f00\" /></svg>"
    ),
    (
      "<svg><title>t</title><desc>d</desc><text x='1'>a<tspan dy='2'>b</tspan></text></svg>",
      svg + "><title>t</title><desc>d</desc><text x=\"1\">a<tspan dy=\"2\">b</tspan></text></svg>"
    ),
    (
      "<svg><path d='M0 0L1 1' transform='rotate(4) scale(2)' stroke='url(#a)'/></svg>",
      svg
        + "><path d=\"M0 0L1 1\" transform=\"rotate(4) scale(2)\" stroke=\"url(#a)\" /></svg>"
    ),
    (
      "<math display='block'><mfrac><mi>x</mi><mn>2</mn></mfrac></math>",
      math + " display=\"block\"><mfrac><mi>x</mi><mn>2</mn></mfrac></math>"
    ),
    (
      "<svg xmlns:xlink='http://evil.example/'><path d='M0 0'></path></svg>",
      svg + " xmlns:xlink=\"http://www.w3.org/1999/xlink\"><path d=\"M0 0\"></path></svg>"
    ),
    (
      "<svg><a xlink:href='https://e.x/'><rect x='1'/></a></svg>",
      svg + "><a xlink:href=\"https://e.x/\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">"
        + "<rect x=\"1\" /></a></svg>"
    ),
  ])
  func `what stands still passes`(_ html: String, _ expected: String) {
    #expect(HTMLCleaner.clean(html).html == expected)
    #expect(HTMLCleaner.clean(expected).html == expected)
  }

  @Test(arguments: [
    ("<svg><path fill='url(http://e.x/#a)'/></svg>", svg + "><path /></svg>"),
    ("<svg><path fill='rotate(1) url(//e.x)'/></svg>", svg + "><path /></svg>"),
    ("<svg><a xlink:href='javascript:x'>y</a></svg>", svg + "><a>y</a></svg>"),
    (
      "<svg><animate attributeName='href' values='javascript:x'/><set to='x'/><use href='#a'/></svg>",
      svg + "></svg>"
    ),
    ("<svg><foreignObject><p>x</p></foreignObject></svg>", svg + "><p>x</p></svg>"),
    ("<svg><script>x</script><style>y</style></svg>", svg + "></svg>"),
    ("<svg xmlns='http://evil.example/' onload='x'></svg>", svg + "></svg>"),
  ])
  func `what could load, run or move does not`(_ html: String, _ expected: String) {
    #expect(HTMLCleaner.clean(html).html == expected)
  }

  @Test(arguments: [
    ("<circle cx='1'/>x", "x"), ("<title>t</title>x", "tx"),
    ("<p cx='1' fill='red'>x</p>", "<p>x</p>"),
    ("<a xlink:href='https://e.x/'>x</a>", "<a>x</a>"), ("<mi>x</mi>", "x"),
    ("<svg/>x<p/>y", svg + " />x<p>y</p>"),
  ])
  func `their elements and attributes mean nothing elsewhere`(_ html: String, _ expected: String) {
    #expect(HTMLCleaner.clean(html).html == expected)
  }
}
