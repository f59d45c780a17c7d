// Documents in their many clothes say the same.

import Formats
import FoundationEssentials
import Testing

struct DocumentTests {
  private func parts(_ files: [String: String]) -> (String) -> [UInt8]? {
    { name in files[name].map { Array($0.utf8) } }
  }

  // MARK: HTML

  @Test func `a page gives its words, its headings and nothing of what surrounds them`() {
    let page = WebDocument.read(
      Array(
        """
        <!doctype html><html><head><title>Rye – Breads &amp; more</title><meta name="author" content="Ona Ahti">
        <meta property="article:published_time" content="2024-01-31T08:00:00Z"><style>p { color: red }</style></head>
        <body><nav><ul><li>Home</li></ul></nav><header><h1>Rye</h1></header>
        <p>Dark &amp; <b>dense</b>,
        long kept.<br>Baked slowly.</p><h2>Flour</h2><ul><li>Whole</li><li>Sifted</li></ul>
        <table><tr><th>Kind</th><th>Ash</th></tr><tr><td>T170</td><td>1.7</td></tr></table>
        <pre>one
          two</pre><script>track()</script><footer>© Ona</footer></body></html>
        """.utf8))
    #expect(page.title == "Rye")
    #expect(page.author == "Ona Ahti")
    #expect(page.at == Date(timeIntervalSince1970: 1_706_688_000))
    #expect(
      page.text == """
        # Rye

        Dark & dense, long kept.
        Baked slowly.

        ## Flour

        - Whole

        - Sifted

        Kind | Ash

        T170 | 1.7

        one
        two
        """)
  }

  @Test(arguments: [
    ("<form><p>All in a form</p></form>", "All in a form"), ("<nav>Never closed", "Never closed"),
    ("just text", "just text"), ("", ""), ("<p>a<nav>b</p><p>c</nav>d", "a\n\nd"),
  ])
  func `a page of any kind gives what it has`(page: String, text: String) {
    #expect(WebDocument.read(Array(page.utf8)).text == text)
  }

  // MARK: DOCX

  private static let word = [
    "word/document.xml": """
    <?xml version="1.0" encoding="UTF-8"?>
    <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
      xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>
    <w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Roggen</w:t></w:r></w:p>
    <w:p><w:r><w:t xml:space="preserve">Dark </w:t></w:r><w:del><w:r><w:delText>old </w:delText></w:r></w:del><w:ins><w:r><w:t>bread</w:t></w:r></w:ins><w:r><w:tab/><w:t>&amp; more</w:t><w:br/><w:t>next</w:t></w:r></w:p>
    <w:p><w:moveFrom><w:r><w:t>moved away</w:t></w:r></w:moveFrom></w:p>
    <w:p><w:pPr><w:numPr><w:ilvl w:val="0"/></w:numPr></w:pPr><w:r><w:t>item</w:t></w:r></w:p>
    <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
    <w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>boxed</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent><w:t>around</w:t></w:r></w:p>
    </w:body></w:document>
    """,
    "word/styles.xml": """
    <w:styles xmlns:w="x"><w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>
    """,
    "word/footnotes.xml": """
    <w:footnotes xmlns:w="x"><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>
    <w:footnote w:id="1"><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>
    """,
    "docProps/core.xml": """
    <cp:coreProperties xmlns:cp="c" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
    <dc:title>Properties</dc:title><dc:creator>Ona Ahti</dc:creator>
    <dcterms:created>2020-01-01T00:00:00Z</dcterms:created><dcterms:modified>2024-01-31T08:00:00Z</dcterms:modified></cp:coreProperties>
    """,
  ]

  @Test func `a Word document gives headings, lists, tables, boxes and notes, once each`() throws {
    let document = try #require(WordDocument.read(part: parts(Self.word)))
    #expect(
      document.text == """
        # Roggen

        Dark bread & more
        next

        - item

        a b | c

        boxed

        around

        A note.
        """)
    #expect(document.title == "Roggen")
    #expect(document.author == "Ona Ahti")
    #expect(document.at == Date(timeIntervalSince1970: 1_706_688_000))
  }

  @Test func `cut anywhere, a Word document gives the paragraphs before`() throws {
    let body = Array((Self.word["word/document.xml"] ?? "").utf8)
    var files = Self.word.mapValues { Array($0.utf8) }
    files["word/footnotes.xml"] = nil
    let whole = try #require(WordDocument.read { files[$0] }).text
    for end in stride(from: 0, to: body.count, by: 7) {
      files["word/document.xml"] = Array(body[..<end])
      let text = try #require(WordDocument.read { files[$0] }).text
      #expect(whole.hasPrefix(text), "cut at \(end)")
    }
  }

  // MARK: ODT, EPUB

  @Test func `an OpenDocument text gives headings, lists and tables`() throws {
    let document = try #require(
      OpenDocument.read(
        part: parts([
          "content.xml": """
          <office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b"><office:body><office:text>
          <text:tracked-changes><text:p>gone</text:p></text:tracked-changes>
          <text:h text:outline-level="2">Rye</text:h><text:p>Dark<text:s/>bread<text:line-break/>kept <text:span>long</text:span></text:p>
          <text:list><text:list-item><text:p>item</text:p></text:list-item></text:list>
          <table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>
          </office:text></office:body></office:document-content>
          """,
          "meta.xml": """
          <office:document-meta xmlns:office="o" xmlns:dc="d" xmlns:meta="m"><office:meta><dc:title>On rye</dc:title>
          <dc:date>2024-01-31T08:00:00.5</dc:date></office:meta></office:document-meta>
          """,
        ])))
    #expect(document.text == "## Rye\n\nDark bread\nkept long\n\n- item\n\na | b")
    #expect(document.title == "On rye")
    #expect(document.at != nil)
  }

  @Test func `a book gives its chapters in the order of reading`() throws {
    let document = try #require(
      BookDocument.read(
        part: parts([
          "META-INF/container.xml": """
          <container><rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
          """,
          "OEBPS/content.opf": """
          <package><metadata xmlns:dc="d"><dc:title>The Loaf</dc:title><dc:creator>Ona</dc:creator><dc:date>2019-05-01</dc:date></metadata>
          <manifest><item id="b" href="text/two%20b.xhtml"/><item id="a" href="text/one.xhtml#x"/></manifest>
          <spine><itemref idref="a"/><itemref idref="b"/><itemref idref="none"/></spine></package>
          """,
          "OEBPS/text/one.xhtml":
            "<html><head><title>t</title></head><body><h1>One</h1><p>First.</p></body></html>",
          "OEBPS/text/two b.xhtml": "<html><body><h1>Two</h1><p>Second.</p></body></html>",
        ])))
    #expect(document.title == "The Loaf")
    #expect(document.text == "# One\n\nFirst.\n\n# Two\n\nSecond.")
  }

  @Test func `an archive of something else is none of these`() {
    let nothing: (String) -> [UInt8]? = { _ in nil }
    #expect(WordDocument.read(part: nothing) == nil)
    #expect(OpenDocument.read(part: nothing) == nil)
    #expect(BookDocument.read(part: nothing) == nil)
  }

  // MARK: PDF

  @Test func `lines on paper become paragraphs again`() {
    let document = PDFText.read(
      Array(
        """
        <html xmlns="http://www.w3.org/1999/xhtml"><head><title>On rye</title>
        <meta name="Author" content="Ona Ahti"/><meta name="CreationDate" content="D:20240131080000Z"/></head><body><pre>
        Rye &amp; wheat are fer-
        mented slowly, as in well-
        Known houses.

        Second paragraph.\u{0C}
        goes on
        </pre></body></html>
        """.utf8))
    #expect(document.title == "On rye")
    #expect(document.author == "Ona Ahti")
    #expect(document.at == Date(timeIntervalSince1970: 1_706_688_000))
    #expect(
      document.text
        == "Rye & wheat are fermented slowly, as in well- Known houses.\n\nSecond paragraph. goes on"
    )
  }

  @Test(arguments: ["Microsoft Word - thesis.doc", "untitled", "paper.tex"])
  func `a file's name is no title`(title: String) {
    let page = "<html><head><title>\(title)</title></head><body><pre>Text</pre></body></html>"
    #expect(PDFText.read(Array(page.utf8)).title == nil)
  }

  @Test(arguments: [
    ("a/B.DOCX", DocumentFormat.word), ("x.htm", .page), ("x.odt", .openDocument), ("n.md", .plain),
    ("b.epub", .book), ("p.pdf", .pdf),
  ])
  func `a document is known by its ending`(path: String, format: DocumentFormat) {
    #expect(DocumentFormat(path: path) == format)
  }

  @Test(arguments: ["x.exe", "noending", ".md", "x.md.bak"])
  func `what ends otherwise is no document`(path: String) {
    #expect(DocumentFormat(path: path) == nil)
  }

  @Test func `elements within elements without end cost no more than their bytes`() {
    let deep = String(repeating: "<w:p><w:r><w:t>x", count: 50_000)
    #expect(WordDocument.read(part: parts(["word/document.xml": "<w:document>\(deep)"])) != nil)
    #expect(
      WebDocument.read(Array(String(repeating: "<div>x", count: 100_000).utf8)).text.count > 0)
  }
}
