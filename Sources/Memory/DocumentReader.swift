// A file that a person wrote or kept, whatever program it is of: read by the reader of its format, the archive of parts
// opened, the PDF handed to pdftotext.

package import Files
package import Formats

/// Reads documents.
package enum DocumentReader {
  /// Bytes of a text or a page, or of one part of a document that is an archive: the longest novel has a tenth of it.
  private static let longestPart = 64 << 20
  /// Bytes of all parts.
  private static let longestDocument = 256 << 20

  /// What a document says.
  ///
  /// Throws ``FileError`` naming `path` when it is not of its format, holds no text, or its program is missing.
  package static func read(
    _ bytes: [UInt8], format: DocumentFormat, path: String
  ) throws(FileError) -> WrittenDocument {
    if format == .plain || format == .page, bytes.count > longestPart {
      throw FileError(
        .tooLarge,
        "larger than \(longestPart >> 20) MB, which no text that people write is: cut it",
        context: path)
    }
    switch format {
    case .plain:
      let text = TextEncoding.decode(bytes, contentType: nil).utf8
      // PostgreSQL keeps no NUL, and no text has one.
      return WrittenDocument(text: String(decoding: text.filter { $0 != 0 }, as: UTF8.self))
    case .page: return try present(WebDocument.read(bytes), path)
    case .word: return try archive(bytes, path, "Word document") { WordDocument.read(part: $0) }
    case .openDocument:
      return try archive(bytes, path, "OpenDocument text") { OpenDocument.read(part: $0) }
    case .book: return try archive(bytes, path, "EPUB book") { BookDocument.read(part: $0) }
    case .pdf: return try pdf(bytes, path)
    }
  }

  private static func archive(
    _ bytes: [UInt8], _ path: String, _ kind: String,
    _ read: ((String) -> [UInt8]?) -> WrittenDocument?
  ) throws(FileError) -> WrittenDocument {
    var limits = ZipLimits()
    limits.entries = 20_000
    limits.entryBytes = longestPart
    limits.totalBytes = longestDocument
    let parts = try ZipArchive(bytes, named: path, limits: limits)
    var failure: FileError?
    let document = read { name in
      guard let entry = parts.entry(name) else { return nil }
      do throws(FileError) { return try parts.read(entry) } catch {
        failure = failure ?? error
        return nil
      }
    }
    guard let document else {
      throw failure ?? FileError(.invalid, "there is no \(kind) in it", context: path)
    }
    return try present(document, path)
  }

  private static func pdf(_ bytes: [UInt8], _ path: String) throws(FileError) -> WrittenDocument {
    let output: [UInt8]
    do throws(FileError) {
      output = try LimitedProgram.output(
        "pdftotext", ["-htmlmeta", "-enc", "UTF-8", "-", "-"], input: bytes)
    } catch {
      throw FileError(
        error.code,
        error.code == .notFound
          ? "needs pdftotext to be read: apt-get install poppler-utils"
          : "pdftotext cannot read it: \(error.message)",
        context: path)
    }
    let document = PDFText.read(output)
    guard !document.text.isEmpty else {
      throw FileError(
        .invalid, "has no text, only pictures; one with text is wanted (OCR)", context: path)
    }
    return document
  }

  private static func present(
    _ document: WrittenDocument, _ path: String
  ) throws(FileError) -> WrittenDocument {
    guard document.text.isEmpty else { return document }
    throw FileError(.invalid, "holds no text", context: path)
  }
}
