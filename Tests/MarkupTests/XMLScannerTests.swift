// Documents that are not XML though they mean to be: every complete element arrives. And generated ones that are.

import Markup
import Testing

@Suite struct XMLScannerTests {
  @Test(arguments: [
    ("<a>R&D & co</a>", "<a>R&D & co</a>"),
    (
      "<a>caf&eacute;&nbsp;&mdash;&nosuch;&#8217;&#x2019;&#150;</a>",
      "<a>café\u{A0}—&nosuch;’’–</a>"
    ),
    ("<a>&lang;&rang;&langle;</a>", "<a>\u{2329}\u{232A}\u{27E8}</a>"),
    ("<a x='&eacute;&amp;&b'/>", "<a x=é&&b></a>"),
    ("<a><b><i>t</b></i>u</a>", "<a><b><i>t</i></b>u</a>"),
    ("<a><p>one<br>two</a>", "<a><p>one<br>two</br></p></a>"),
    ("<a></b>t</a>", "<a>t</a>"),
    ("<a>1 < 2 <3</a>", "<a>1 < 2 <3</a>"),
    ("<a>if x <y then</a>", "<a>if x <y then</a>"),
    ("<a x=1 y z='2' x='3'>t</a>", "<a x=1 y= z=2>t</a>"),
    ("<a x='1'y='2'/>", "<a x=1 y=2></a>"),
    ("<a href=\"u>t</a><b c=\"d\"/>", "<a href=u>t</a><b c=d></b>"),
    ("<a title='1 < 2'>t</a>", "<a title=1 < 2>t</a>"),
    ("<a>t</a><!-- x -->junk<b>u</b>", "<a>t</a><b>u</b>"),
    (
      "\n\nWarning: <br /> in <b>x</b>\n<?xml version='1.0'?><rss><c>t</c></rss>",
      "<br></br><b>x</b><rss><c>t</c></rss>"
    ),
    ("<a><!-- never closed <b>t</b></a>", "<a>t</a>"),
    ("<a><!-- never closed --><b>t</b></a", "<a><b>t</b>"),
    ("<a>\r\nb\rc&</a>", "<a>\nb\nc&</a>"),
    ("<a><![CDATA[x", "<a>x"),
    ("<a><b><![CDATA[x&amp;<i>y</i></b><c>t</c></a>", "<a><b>x&amp;<i>y</i></b><c>t</c></a>"),
    ("<a\n/b>t</a>", "<a b=>t</a>"),
    ("<a></a", "<a>"),
    ("<a><!DOCTYPE b []>t</a>", "<a>t</a>"),
    ("<q:a xmlns:p='urn:p' =''>t</q:a>", "<a>t</a>"),
  ])
  func `recovers`(_ text: String, _ expected: String) {
    let (events, outcome) = transcript(text)
    #expect(events == expected)
    #expect(!outcome.wellFormed)
    #expect(outcome.line > 0)
  }

  @Test func `namespaces resolve in broken documents too`() {
    let document =
      "<r xmlns='urn:d' xmlns:p='urn:p'><p:a p:x='1' y='2'/><q:b/><c xmlns=''>t</c><e xml:lang='x'/></r>"
    let strict = transcript(document, .full)
    let loose = transcript(document + "&", .full)
    #expect(strict.outcome.wellFormed && !loose.outcome.wellFormed)
    #expect(strict.events == loose.events)
  }

  @Test func `a cut document keeps its complete elements, wherever it is cut`() {
    let items = (0..<20).map {
      "<item n=\"\($0)\"><title>Nr &amp; \($0)</title><d><![CDATA[<p>é</p>]]></d></item>"
    }
    let document = Array("<rss><channel>\(items.joined())</channel></rss>".utf8)
    let closers = ends(of: "</item>", in: document)
    for cut in 0..<document.count {
      var sink = Transcript()
      let outcome = XMLReader.read(Array(document[..<cut]), into: &sink)
      #expect(sink.lines.count { $0 == "</item>" } == closers.count { $0 <= cut })
      #expect(outcome.brokeOff || !outcome.hasRoot)
    }
  }

  @Test func `mutated documents never crash and always end`() {
    let seed = Array(
      "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY e 'x'>]><r xmlns:p='u'><a b=\"c&lt;\">&eacute;<![CDATA[x]]></a><!-- c --><p:d/></r>"
        .utf8)
    var random = SeededRandom(seed: 7)
    for _ in 0..<3_000 {
      var sink = Transcript()
      _ = XMLReader.read(random.mutated(seed), into: &sink)
      let starts = sink.lines.count { $0.hasPrefix("<") && !$0.hasPrefix("</") }
      #expect(sink.lines.count { $0.hasPrefix("</") } <= starts)
    }
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "<a ", "<a b='", "<a b=\"", "</a", "<![CDATA[", "<!--", "&", "<a xmlns:b='c'>",
      "<!DOCTYPE a [", "<!DOCTYPE a [>", "<!-- >", "<?>",
    ])
  func `a repeated fragment costs linear time`(_ fragment: String) {
    var sink = Transcript()
    _ = XMLReader.read(
      Array(("<r>" + String(repeating: fragment, count: 100_000)).utf8), into: &sink)
    #expect(!sink.lines.isEmpty)
  }

  private func ends(of tag: String, in document: [UInt8]) -> [Int] {
    let wanted = Array(tag.utf8)
    return (wanted.count...document.count).filter {
      document[($0 - wanted.count)..<$0].elementsEqual(wanted)
    }
  }
}

/// Well-formed documents with everything feeds use.
@Suite struct GeneratedXMLTests {
  @Test func `generated documents are well-formed, and a stray mark changes the verdict alone`() {
    var random = SeededRandom(seed: 5)
    for _ in 0..<500 {
      var generator = DocumentGenerator(random: random)
      let document = generator.document()
      random = generator.random
      let sound = transcript(document, .full)
      let marked = transcript(document + "<", .full)
      #expect(sound.outcome.wellFormed, "\(sound.outcome.message) in \(document)")
      #expect(!marked.outcome.wellFormed)
      #expect(sound.events == marked.events)
    }
  }
}

/// Makes small well-formed documents with everything feeds use.
private struct DocumentGenerator {
  var random: SeededRandom
  private var budget = 25

  init(random: SeededRandom) { self.random = random }

  mutating func document() -> String {
    "<?xml version=\"1.0\"?><!-- a -->\n" + element(depth: 0, prefixes: [""]) + "\n<!-- z -->"
  }

  private mutating func element(depth: Int, prefixes: [String]) -> String {
    budget -= 1
    var prefixes = prefixes
    var attributes = [
      "", " a='1 &lt; &amp;2'", " b = \"x\n\t'y' é&#x20AC;\"", " xml:lang='de'", " xml:base=''",
    ]
    .filter { _ in Bool.random(using: &random) }.joined()
    if Bool.random(using: &random) {
      attributes += " xmlns:p='urn:p\(depth)' p:c='d'"
      prefixes.append("p:")
    }
    if Int.random(in: 0..<4, using: &random) == 0 { attributes += " xmlns='urn:\(depth % 2)'" }
    let name =
      (prefixes.randomElement(using: &random) ?? "") + ["a", "item", "ä-b.c", "_x"][depth % 4]
    guard depth < 6, budget > 0, Int.random(in: 0..<5, using: &random) > 0 else {
      return "<\(name)\(attributes)/>"
    }
    var content = ""
    for _ in 0..<Int.random(in: 0..<4, using: &random) {
      content += text() + element(depth: depth + 1, prefixes: prefixes)
    }
    return "<\(name)\(attributes)>\(content)\(text())</\(name) >"
  }

  private mutating func text() -> String {
    let pieces = [
      "x ", "é中🎉", "&amp;", "&#233;", "&gt;", "\r\n", "<![CDATA[<b>&amp;]]>", "<!-- & < -->",
      "<?pi x?>", "a\tb",
    ]
    return (0..<Int.random(in: 0..<4, using: &random)).map { _ in
      pieces.randomElement(using: &random) ?? ""
    }.joined()
  }
}
