// What pdftotext makes of a PDF (`-htmlmeta`): a page with the title and the dates in its head and the text in one `pre`.
// Lines there are lines on paper: they are joined into paragraphs again, and words that were cut at a line's end too.

import FoundationEssentials
import Markup

/// Reads the output of `pdftotext -htmlmeta`.
package enum PDFText {
  /// The document; its text is empty when the PDF holds pictures only.
  package static func read(_ output: [UInt8]) -> WrittenDocument {
    var page = WebDocument.read(output)
    var text = ""
    var isInside = false
    PageEvents.read(output) { event in
      switch event {
      case .start("pre", _): isInside = true
      case .end("pre"): isInside = false
      case .text(let piece): if isInside { text += piece }
      default: break
      }
    }
    page.text = paragraphs(text)
    if let title = page.title, isFileName(title) { page.title = nil }
    return page
  }

  /// Programs write the name of the file where they were given no title.
  private static func isFileName(_ title: String) -> Bool {
    let name = title.lowercased()
    return name == "untitled" || name.hasPrefix("microsoft word - ")
      || [".doc", ".docx", ".tex", ".dvi", ".indd", ".pdf", ".odt"].contains { name.hasSuffix($0) }
  }

  private static func paragraphs(_ text: String) -> String {
    var writer = DocumentWriter()
    var open = ""
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      // A form feed begins a page; a paragraph often goes on there.
      let words = PlainLine.oneLine(String(line.filter { $0 != "\u{0C}" }))
      if words.isEmpty {
        writer.paragraph(open)
        open = ""
      } else {
        open = joined(open, words)
      }
    }
    writer.paragraph(open)
    return writer.text
  }

  private static func joined(_ open: String, _ words: String) -> String {
    guard !open.isEmpty else { return words }
    let isCut = open.hasSuffix("-") && open.dropLast().last?.isLetter == true
    guard isCut, words.first?.isLowercase == true else { return "\(open) \(words)" }
    return open.dropLast() + words
  }
}
