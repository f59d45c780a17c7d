// From a file to what it says, whatever program wrote it: text as it is, pages and archives by our own readers, PDF by
// pdftotext within limits.

import Files
import Formats

/// Reads documents of all formats.
enum DocumentFile {
  /// What the file says.
  ///
  /// Throws `invalid` when there is no document in it, and what reading it throws.
  static func read(
    _ file: ImportFile, _ format: DocumentFormat
  ) throws(FileError) -> WrittenDocument {
    switch format {
    case .plain: return plain(try file.read())
    case .page: return WebDocument.read(try file.read())
    case .word, .openDocument, .book: return try packed(file, format)
    case .pdf: return try pdf(file)
    }
  }

  private static func plain(_ bytes: [UInt8]) -> WrittenDocument {
    // PostgreSQL keeps no NUL, and no text has one.
    let utf8 = TextEncoding.decode(bytes, contentType: nil).utf8.filter { $0 != 0 }
    return WrittenDocument(text: String(decoding: utf8, as: UTF8.self))
  }

  private static func packed(
    _ file: ImportFile, _ format: DocumentFormat
  ) throws(FileError) -> WrittenDocument {
    guard !file.isPacked else { throw inArchive(file) }
    let archive = try ZipArchive(file.path)
    let part = { (name: String) in archive.entry(name).flatMap { try? archive.read($0) } }
    let document =
      switch format {
      case .word: WordDocument.read(part: part)
      case .openDocument: OpenDocument.read(part: part)
      default: BookDocument.read(part: part)
      }
    guard let document else {
      throw FileError(.invalid, "there is no document in it", context: file.path)
    }
    return document
  }

  private static func pdf(_ file: ImportFile) throws(FileError) -> WrittenDocument {
    guard !file.isPacked else { throw inArchive(file) }
    guard LimitedProgram.find("pdftotext") != nil else {
      throw FileError(
        .notFound, "a PDF is read by pdftotext, which is not there; install poppler-utils",
        context: file.path)
    }
    do throws(FileError) {
      let words = ["-htmlmeta", "-enc", "UTF-8", "-q", file.path, "-"]
      return PDFText.read(try LimitedProgram.output("pdftotext", words))
    } catch {
      throw FileError(.invalid, "pdftotext \(error.message)", context: file.path)
    }
  }

  private static func inArchive(_ file: ImportFile) -> FileError {
    FileError(
      .invalid,
      "lies in an archive, where such files are not read; unpack it and import the folder",
      context: file.path)
  }
}
