// Payloads that want to run, load, submit or break out. None is asked to look nice: each must come out harmless, and
// a second cleaning must find nothing left to do.

import Markup
import Testing

@Suite struct HostileHTMLTests {
  static let payloads: [String] = [
    "<script>alert(1)</script>", "<SCRIPT SRC=//e.x/a.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</script>",
    "<<script>alert(1)//<</script>", "<script\n>alert(1)</script\n>", "<script/x>alert(1)</script>",
    "<script>alert('</scr'+'ipt>')</script>", "<script>never closed",
    "</script><script>alert(1)</script >",
    "<svg><script>alert(1)</script></svg>", "<svg onload=alert(1)>", "<svg/onload=alert(1)//",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x",
    "<math><mtext><table><mglyph><style><img src onerror=alert(1)>", "<img src=x onerror=alert(1)>",
    "<img src=x OnErRoR = 'alert(1)'>", "<img/src=x/onerror=alert(1)>",
    "<img src='x'onerror='alert(1)'>",
    "<img src=\"x\" title=\"><img src=y onerror=alert(1)>\">", "<img src=`x`onerror=alert(1)>",
    "<img \"\"\"><script>alert(1)</script>\">", "<img src=\"javascript:alert(1)\">",
    "<img src=x:alert(1)>",
    "<img src=\"data:image/svg+xml,<svg onload=alert(1)>\">", "<img dynsrc='javascript:alert(1)'>",
    "<img lowsrc='vbscript:x'>", "<body background='javascript:alert(1)' onload=alert(1)>x</body>",
    "<a href='javascript:alert(1)'>x</a>", "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>", "<a href='java&#10;script:alert(1)'>x</a>",
    "<a href='java&Tab;script&colon;alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>", "<a href='&#x6A;avascript&#58;alert(1)'>x</a>",
    "<a href='&#0000106avascript:alert(1)'>x</a>",
    "<a href='\u{1}javascript:alert(1)'>x</a>", "<a href='java\u{0}script:alert(1)'>x</a>",
    "<a href='java\u{AD}script:alert(1)'>x</a>",
    "<a href='javascript\u{200B}:alert(1)'>x</a>", "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='feed:javascript:alert(1)'>x</a>", "<a href='view-source:javascript:alert(1)'>x</a>",
    "<a href='blob:http://e.x/1'>x</a>", "<a href='file:///etc/passwd'>x</a>",
    "<a href=\"x\" onclick=\"alert(1)\">x</a>",
    "<a href='x' style='background:url(javascript:alert(1))'>x</a>",
    "<a ping='http://e.x/' href='x'>x</a>",
    "<div style='width: expression(alert(1))'>x</div>", "<div style='behavior: url(x.htc)'>x</div>",
    "<div style='-moz-binding:url(x)'>x</div>",
    "<div style='color:red;position:fixed;top:0'>x</div>",
    "<div style='width:expr/**/ession(alert(1))'>x</div>",
    "<div style='color: \\65 xpression(alert(1))'>x</div>",
    "<div style=\"font-family:'</style><script>'\">x</div>",
    "<style>@import 'http://e.x/a.css';</style>", "<style>never closed",
    "<link rel=stylesheet href='http://e.x/'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href='javascript:alert(1)//'><a href='x'>x</a>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='javascript:alert(1)'></object>",
    "<embed src='http://e.x/a.swf'>", "<applet code=x><b>y</b></applet>",
    "<form action='http://e.x/'><input name=password type=password></form>",
    "<button formaction='javascript:alert(1)'>x</button>", "<input onfocus=alert(1) autofocus>",
    "<isindex action='javascript:alert(1)'>",
    "<textarea><img title=\"</textarea><img src onerror=alert(1)>\"></textarea>",
    "<title><img title=\"</title><img src onerror=alert(1)>\"></title>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
    "<template><script>alert(1)</script></template>",
    "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\"></xmp>",
    "<plaintext><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->", "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><script>alert(1)</script> -->",
    "<![CDATA[<script>alert(1)</script>]]>", "<!DOCTYPE html [<!ENTITY x '<script>'>]>&x;",
    "<?xml version=\"1.0\"><script>alert(1)</script>?>",
    "<!<script>alert(1)</script>", "</<script>alert(1)</script>",
    "<a href=\"\"><script>alert(1)</script>", "<p title='\"><script>alert(1)</script>'>x",
    "<p title=\"'\"><script>alert(1)</script>\">x",
    "<video poster='javascript:alert(1)' onerror=alert(1)><source src=x onerror=alert(1)>",
    "<audio src='data:audio/x,1' onloadstart=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>", "<marquee onstart=alert(1)>x</marquee>",
    "<frameset onload=alert(1)><frame src='javascript:alert(1)'></frameset>",
    "<x onclick=alert(1)>x</x>", "<a xlink:href='javascript:alert(1)'>x</a>",
    "<a href=javascript&colon;alert&lpar;1&rpar;>x</a>", "<img src=x srcset='javascript:alert(1)'>",
    "<a\u{C}href\u{C}=\u{C}'javascript:alert(1)'>x</a>",
    "<script\u{0}>alert(1)</script>", "<scr\u{0}ipt>alert(1)</script>",
    "<ａ href='javascript:alert(1)'>x</a>", "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<img src=x:x onerror\u{0}=alert(1)>", "<p id=x><b name=y>z",
    "<svg><a xlink:href='javascript:alert(1)'><circle r=1 fill='url(javascript:alert(1))'/></a>",
    "<svg><animate attributeName=href to='javascript:alert(1)'/><use xlink:href='data:x'/></svg>",
    "<svg><title><style><img src=x onerror=alert(1)></style></title></svg>",
    "<svg></p><style><a title='</style><img src=x onerror=alert(1)>'>",
    "<math><annotation-xml encoding='text/html'><img src=x onerror=alert(1)></annotation-xml></math>",
    "<table background='javascript:alert(1)'><td>x", "<q cite='javascript:alert(1)'>x</q>",
  ]

  @Test(arguments: payloads, ["", "https://a.b/c/", "javascript:alert(1)"])
  func `comes out harmless and stays so`(_ payload: String, _ base: String) {
    let base = base.isEmpty ? nil : base
    for html in [payload, "<p>before " + payload + " after</p>", payload + payload] {
      let once = HTMLCleaner.clean(html, base: base)
      #expect(Harm.find(in: once.html) == nil, "\(once.html)")
      #expect(HTMLCleaner.clean(once.html).html == once.html)
      #expect(!once.html.contains("alert(1)</script"))
    }
  }

  @Test func `mutated HTML never crashes, is harmless, and cleans to itself`() {
    var random = SeededRandom(seed: 11)
    for round in 0..<4_000 {
      let seed =
        Self.payloads[round % Self.payloads.count]
        + Self.payloads[(round * 7) % Self.payloads.count]
      let once = HTMLCleaner.clean(random.mutated(Array(seed.utf8)), base: "http://a.b/")
      #expect(Harm.find(in: once.html) == nil, "\(once.html)")
      #expect(HTMLCleaner.clean(once.html, base: "http://a.b/").html == once.html)
    }
  }

  @Test func `rough nesting cleans to itself`() {
    let tags = [
      "p", "b", "i", "ul", "li", "table", "tr", "td", "tbody", "div", "dl", "dt", "dd", "select",
      "option", "a", "h1", "pre", "br", "x", "svg",
    ]
    var random = SeededRandom(seed: 3)
    for _ in 0..<3_000 {
      let html = (0..<20).map { _ in
        let tag = tags.randomElement(using: &random) ?? "p"
        return (Bool.random(using: &random) ? "<" : "</") + tag + ">t"
      }.joined()
      let once = HTMLCleaner.clean(html)
      #expect(HTMLCleaner.clean(once.html).html == once.html, "\(html)")
    }
  }
}

/// A second, naive reader of clean HTML, that knows nothing of how it was made.
enum Harm {
  private static let forbidden = [
    "script", "style", "iframe", "frame", "frameset", "object", "embed", "applet", "form",
    "textarea", "template", "noscript", "meta", "link", "base", "xmp", "plaintext", "isindex",
    "marquee", "foreignobject", "use", "image", "animate", "set", "mglyph", "annotation-xml",
  ]
  private static let schemes = ["http:", "https:", "mailto:", "ftp:"]
  private static let addresses = [
    "href", "src", "poster", "background", "cite", "lowsrc", "dynsrc", "action", "xlink:href",
  ]

  /// The first thing that should not be there.
  static func find(in html: String) -> String? {
    var rest = html[...]
    while let open = rest.firstIndex(of: "<") {
      guard let close = rest[open...].firstIndex(of: ">") else { return "unclosed tag" }
      if let harm = tag(String(rest[rest.index(after: open)..<close])) { return harm }
      rest = rest[rest.index(after: close)...]
    }
    return rest.contains(">") ? "stray >" : nil
  }

  private static func tag(_ tag: String) -> String? {
    let pieces = tag.split(separator: "\"", omittingEmptySubsequences: false)
    guard pieces.count % 2 == 1 else { return "odd quotes in \(tag)" }
    let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber || $0 == "-" }
    guard !forbidden.contains(String(name)), name == name.lowercased() else {
      return "element \(name)"
    }
    for index in stride(from: 0, to: pieces.count - 1, by: 2) {
      let attribute = pieces[index].split(separator: " ").last.map { $0.dropLast() } ?? ""
      if let harm = attributeHarm(String(attribute), String(pieces[index + 1])) { return harm }
    }
    let outside = stride(from: 0, to: pieces.count, by: 2).map { pieces[$0] }.joined()
    return outside.contains("<") || outside.contains("'") ? "broken tag \(tag)" : nil
  }

  private static func attributeHarm(_ name: String, _ value: String) -> String? {
    if name.hasPrefix("on")
      || ["srcdoc", "srcset", "formaction", "ping"].contains(name)
    {
      return "attribute \(name)"
    }
    if name == "style", value.contains(where: { "\\/@*{<".contains($0) }) {
      return "style \(value)"
    }
    if value.contains("<") || value.contains(">") { return "raw markup in \(name)" }
    if name.hasPrefix("xmlns") { return value.hasPrefix("http://www.w3.org/") ? nil : "space" }
    guard addresses.contains(name) else { return nil }
    let head = value.prefix { !"/?#".contains($0) }
    guard head.contains(":") else { return nil }
    return schemes.contains { value.lowercased().hasPrefix($0) } ? nil : "address \(value)"
  }
}
