// Files of documents: the right reader, the archive opened, and one clear line for what cannot be read.

import Files
import Formats
import Foundation
import Memory
import TestSupport
import Testing

struct DocumentReaderTests {
  private func read(_ bytes: [UInt8], _ format: DocumentFormat) throws -> WrittenDocument {
    try DocumentReader.read(bytes, format: format, path: "docs/x")
  }

  private static let word = ZipBytes.archive([
    ZipBytes.Entry(
      "word/document.xml",
      "<w:document xmlns:w=\"x\"><w:body><w:p><w:r><w:t>Rye &amp; oats</w:t></w:r></w:p></w:body></w:document>"
    )
  ])

  @Test func `text, pages and archives of parts are read`() throws {
    #expect(try read([0xEF, 0xBB, 0xBF] + Array("a\0b".utf8), .plain).text == "ab")
    #expect(try read(Array("<p>a</p>".utf8), .page).text == "a")
    #expect(try read(Self.word, .word).text == "Rye & oats")
  }

  @Test(arguments: [DocumentFormat.plain, .page])
  func `a text that nobody can have written is named with the remedy`(format: DocumentFormat) {
    let error = #expect(throws: FileError.self) {
      try read([UInt8](repeating: 0x61, count: (64 << 20) + 1), format)
    }
    #expect(error?.code == .tooLarge && error?.message.contains("cut it") == true)
  }

  @Test(arguments: [DocumentFormat.word, .openDocument, .book])
  func `what is no such document is named`(format: DocumentFormat) {
    for bytes in [[], Array("hello".utf8), ZipBytes.archive([ZipBytes.Entry("a", "b")])] {
      let error = #expect(throws: FileError.self) { try read(bytes, format) }
      #expect(error?.code == .invalid && error?.context == "docs/x")
    }
  }

  @Test func `a damaged part is named`() {
    let broken = ZipBytes.archive([ZipBytes.Entry("word/document.xml", [1, 2, 3], sum: 9)])
    let error = #expect(throws: FileError.self) { try read(broken, .word) }
    #expect(error?.message.contains("damaged") == true)
  }

  /// A page of PDF with one line of text, or with none.
  private func pdf(_ text: String) -> [UInt8] {
    let drawing = "BT /F1 12 Tf 72 720 Td (\(text)) Tj ET"
    return Array(
      """
      %PDF-1.4
      1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
      2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
      3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
      4 0 obj<</Length \(drawing.utf8.count)>>stream
      \(drawing)
      endstream endobj
      5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
      6 0 obj<</Title(On rye)/Author(Ona Ahti)/CreationDate(D:20240131080000Z)>>endobj
      trailer<</Root 1 0 R/Info 6 0 R>>
      """.utf8)
  }

  private static let hasPDF = LimitedProgram.find("pdftotext") != nil

  @Test(.enabled(if: hasPDF)) func `a PDF gives its text, its title and its date`() throws {
    let document = try read(pdf("Rye bread"), .pdf)
    #expect(document.text == "Rye bread")
    #expect(document.title == "On rye" && document.author == "Ona Ahti")
    #expect(document.at == Date(timeIntervalSince1970: 1_706_688_000))
  }

  @Test(.enabled(if: hasPDF)) func `a PDF without text, and one that is none, are named`() {
    for bytes in [pdf(""), Array("hello".utf8), []] {
      let error = #expect(throws: FileError.self) { try read(bytes, .pdf) }
      #expect(error?.context == "docs/x")
    }
  }
}
