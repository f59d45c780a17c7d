// Well-formed documents, names and attributes, and what is refused.

import Markup
import Testing

@Suite struct XMLReaderTests {
  @Test func `a well-formed document arrives in order`() {
    let (events, outcome) = transcript(
      "<?xml version=\"1.0\" encoding=\"latin1\"?>\n<a><b x='1' y=\"2\">t&amp;<!-- c --><![CDATA[<u>]]></b><c/></a>\n"
    )
    #expect(events == "<a><b x=1 y=2>t&<u></b><c></c></a>")
    #expect(outcome == XMLOutcome())
  }

  @Test func `names carry prefix and namespace, unbound ones the prefix alone`() {
    let (events, outcome) = transcript(
      "<r xmlns=' urn:d ' xmlns:p='urn:p'><p:a p:x='1' y='2'/><q:b/><c xmlns=''/></r>", .full)
    #expect(
      events
        == "<{urn:d}r><{urn:p}p:a {urn:p}p:x=1 y=2></{urn:p}p:a><q:b></q:b><c></c></{urn:d}r>")
    #expect(outcome.wellFormed)
  }

  @Test func `references in attribute values are resolved once`() {
    let (events, _) = transcript("<a x='1 &amp; 2 &lt; &#38;amp; &#x20AC; &amp;lt;'/>")
    #expect(events == "<a x=1 & 2 < &amp; € &lt;></a>")
  }

  @Test func `xml base and xml lang can be asked for`() {
    struct Asking: XMLSink {
      var base: String?
      var language: String?
      var plain: String?
      mutating func start(_ name: XMLName, attributes: XMLAttributes) {
        base = attributes.base?.string
        language = attributes.language?.string
        plain = attributes["href"]?.string
      }
      mutating func text(_ bytes: Bytes) {}
      mutating func end(_ name: XMLName) {}
    }
    for tail in ["</a>", ""] {
      var sink = Asking()
      _ = XMLReader.read(
        Array("<a xml:base='http://e.x/' href='u' xml:lang='de'>\(tail)".utf8), into: &sink)
      #expect(sink.base == "http://e.x/")
      #expect(sink.language == "de")
      #expect(sink.plain == "u")
    }
  }

  @Test(arguments: [
    "", "  \n", "no markup", "{\"version\": 1}", "<", "<!-- only -->", "<?xml?>", "<!DOCTYPE a",
  ])
  func `what has no element says so`(_ text: String) {
    let (events, outcome) = transcript(text)
    #expect(events.isEmpty)
    #expect(!outcome.hasRoot && !outcome.wellFormed && !outcome.message.isEmpty)
  }

  @Test func `an error names its line in the whole document`() {
    let (_, outcome) = transcript("<?xml version='1.0'?>\n<!-- one\n two -->\n<a>\n<b></c>\n</a>")
    #expect(!outcome.wellFormed && !outcome.brokeOff)
    #expect(outcome.line == 5)
    #expect(outcome.message.contains("mismatch"))
  }

  @Test func `control characters and broken UTF-8 do not cost the document`() {
    var bytes = Array("<a>x".utf8)
    bytes += [0x00, 0x08, 0x1F, 0xC3, 0x41, 0xFF, 0xED, 0xA0, 0x80, 0xEF, 0xBF, 0xBF, 0xC2, 0x92]
    bytes += Array("y</a>".utf8)
    var sink = Transcript()
    let outcome = XMLReader.read(bytes, into: &sink)
    #expect(outcome.wellFormed)
    #expect(sink.joined == "<a>x\u{FFFD}A\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{2019}y</a>")
  }

  @Test func `an entity bomb is text`() {
    let bomb = """
      <?xml version="1.0"?><!DOCTYPE lolz [ <!ENTITY lol "lol"><!-- ]> -->
      <!ENTITY lol1 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
      <!ENTITY x SYSTEM "file:///etc/passwd"> <!ATTLIST a b CDATA "huge"> ]>
      <a>&lol1;&x;</a>
      """
    let (events, outcome) = transcript(bomb)
    #expect(events == "<a>&lol1;&x;</a>")
    #expect(!outcome.wellFormed)
  }

  @Test(arguments: [100_000, 300])
  func `deep nesting is flattened and keeps its text`(_ depth: Int) {
    let (events, _) = transcript(
      String(repeating: "<d>", count: depth) + "deep" + String(repeating: "</d>", count: depth))
    #expect(events.contains("deep"))
    #expect(events.utf8.count < 4_000)
  }

  @Test func `broken documents are read side by side`() async {
    let verdicts = await withTaskGroup(of: String.self) { group in
      for number in 0..<64 {
        group.addTask { transcript("<a>\n<b n='\(number)'></a>").outcome.message }
      }
      return await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(verdicts == ["Opening and ending tag mismatch: b line 2 and a"])
  }

  @Test func `clean bytes stay what they are`() {
    let clean = Array("tab\t line\r\n é 中 🎉 \u{7F}\u{FFFD}".utf8)
    #expect(XMLText.scrub(clean) == clean)
    #expect(XMLText.scrub(Array("\u{85}\u{9F}\u{FFFE}".utf8)) == Array("…Ÿ".utf8))
  }

  @Test func `a far breach is named with its line`() {
    let lines = String(repeating: "<i>é &amp; text</i>\n", count: 3_000)
    let (_, outcome) = transcript("<r>\n\(lines)<b>1 & 2</b>\n\(lines)</r>")
    #expect(outcome.line == 3_002 && !outcome.brokeOff)
  }
}
