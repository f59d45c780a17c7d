// What a file is, by its name and its first bytes: a conversation, likes, a document, or nothing to remember.

import Files
import Formats

/// What is done with a file.
enum ImportKind {
  case chat(any ChatReader.Type)
  case likes(any ExportReader.Type)
  case document(DocumentFormat)
  /// By its name JSON, and of no format that is known.
  case foreignJSON
  /// Nothing of the person's: a picture beside an export, a list of its channels.
  case skipped
  /// What the person named and cannot be read, and why.
  case refused(String)

  /// Looks at a file; `forced` says what the person declared it to be.
  init(_ file: ImportFile, head: [UInt8], as forced: ImportRole?) {
    switch forced {
    case .messages: self = Self.messages(file, head)
    case .likes: self = Self.likes(file, head)
    case .documents: self = Self.document(file, head)
    case nil: self = Self.detected(file, head)
    }
  }

  private static func detected(_ file: ImportFile, _ head: [UInt8]) -> ImportKind {
    if ChatFormats.isCompanion(path: file.path), !file.isNamed { return .skipped }
    if let chat = ChatFormats.reader(path: file.path, head: head[...]) { return .chat(chat) }
    if let likes = ExportFormats.reader(path: file.path, head: head[...]) { return .likes(likes) }
    if file.ending == "json" { return file.isNamed ? .foreignJSON : .skipped }
    return document(file, head)
  }

  private static func messages(_ file: ImportFile, _ head: [UInt8]) -> ImportKind {
    if let chat = ChatFormats.reader(path: file.path, head: head[...]) { return .chat(chat) }
    return unknown(
      file, "no format of conversations is known in it; \(Self.chatNames) are")
  }

  private static func likes(_ file: ImportFile, _ head: [UInt8]) -> ImportKind {
    if let likes = ExportFormats.reader(path: file.path, head: head[...]) { return .likes(likes) }
    return unknown(file, "no format of likes is known in it; one a line as JSON is always read")
  }

  private static func document(_ file: ImportFile, _ head: [UInt8]) -> ImportKind {
    let format = DocumentFormat(path: file.path)
    if let format, format != .plain { return .document(format) }
    // One on the disk was opened before.
    if file.ending == "zip" {
      return .refused("an archive within an archive is not opened; unpack it")
    }
    if packed.contains(file.ending) {
      return unknown(
        file,
        "of archives only zip is opened: unpack it (tar -xf, or its program) and give its folder")
    }
    if let binary = BinaryKind.name(head[...]) {
      return unknown(file, "this is \(binary), which holds nothing to remember")
    }
    return file.isNamed || format != nil ? .document(.plain) : .skipped
  }

  private static let packed: Set = ["gz", "tgz", "tar", "bz2", "xz", "zst", "7z", "rar"]

  /// In a folder much lies about; only what was named deserves an answer.
  private static func unknown(_ file: ImportFile, _ why: String) -> ImportKind {
    file.isNamed ? .refused(why) : .skipped
  }

  private static var chatNames: String {
    var seen: Set<String> = []
    return ChatFormats.all.map { $0.name }.filter { seen.insert($0).inserted }.joined(
      separator: ", ")
  }
}
