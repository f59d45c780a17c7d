// `gleaner remember`: walks the given paths and imports what it understands. A file that cannot be read is named and
// the others go on; nothing is imported twice.

import Files
package import Foundation
package import Store

/// What an import found and wrote.
package struct ImportReport: Sendable, Hashable {
  package var documents = ImportCount()
  package var likes = ImportCount()
  /// One line for each file or record that was left out: where, and why.
  package var problems: [String] = []

  package init() {}
}

/// Imports documents and likes into the store.
package struct Import: Sendable {
  package static let documentEndings: Set<String> = ["md", "markdown", "txt", "text"]
  package static let likeEndings: Set<String> = ["jsonl", "ndjson"]
  /// A larger file is not something that a person wrote.
  static let maxBytes = 32 << 20

  let database: Database
  let now: Date

  package init(database: Database, now: Date) {
    self.database = database
    self.now = now
  }

  /// Imports files and folders; `progress` hears how many more files are done, of how many in all.
  package func run(
    _ paths: [String], progress: @Sendable (Int, Int) -> Void
  ) async throws -> ImportReport {
    var report = ImportReport()
    let files = paths.flatMap { Self.files(at: $0, &report.problems) }
    // A batch is one transaction: small enough to lose little, large enough to be fast.
    for start in stride(from: 0, to: files.count, by: 64) {
      try Task.checkCancellation()
      let batch = files[start..<min(start + 64, files.count)]
      try await importBatch(batch, &report)
      progress(batch.count, files.count)
    }
    return report
  }

  private func importBatch(_ files: ArraySlice<String>, _ report: inout ImportReport) async throws {
    var documents: [ImportedDocument] = []
    var likes: [ImportedDocument] = []
    for file in files {
      guard let bytes = Self.read(file, &report.problems) else { continue }
      if Self.likeEndings.contains(Self.ending(file)) {
        let list = LikeList.read(bytes, file: file)
        likes += list.likes
        report.problems += list.problems
      } else {
        documents.append(Self.document(bytes, file: file))
      }
    }
    report.documents += try await database.remember(documents, origin: "import", at: now)
    report.likes += try await database.remember(likes, origin: "import", at: now)
  }

  private static func document(_ bytes: [UInt8], file: String) -> ImportedDocument {
    let name = URL(filePath: file).deletingPathExtension().lastPathComponent
    // PostgreSQL keeps no NUL, and no text has one.
    let text = String(decoding: bytes.filter { $0 != 0 }, as: UTF8.self)
    let (title, passages) = Chunker().passages(of: text, named: name)
    return ImportedDocument(kind: .document, key: file, title: title, passages: passages)
  }

  private static func read(_ file: String, _ problems: inout [String]) -> [UInt8]? {
    do {
      return try FileBytes.read(file, limit: maxBytes)
    } catch {
      problems.append("\(error)")
      return nil
    }
  }

  /// The importable files at a path, sorted; a file named outright is taken whatever its ending says.
  private static func files(at path: String, _ problems: inout [String]) -> [String] {
    let absolute = URL(filePath: path).standardizedFileURL.path(percentEncoded: false)
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: absolute, isDirectory: &isDirectory) else {
      problems.append("\(path): there is no such file or folder")
      return []
    }
    guard isDirectory.boolValue else { return [absolute] }
    let walker = FileManager.default.enumerator(
      at: URL(filePath: absolute), includingPropertiesForKeys: nil, options: .skipsHiddenFiles)
    let found = (walker?.compactMap { ($0 as? URL)?.path(percentEncoded: false) } ?? []).filter {
      documentEndings.union(likeEndings).contains(ending($0))
    }
    if found.isEmpty {
      let known = documentEndings.union(likeEndings).sorted().map { ".\($0)" }
      problems.append("\(path): nothing to remember in it (\(known.joined(separator: ", ")))")
    }
    return found.sorted()
  }

  private static func ending(_ file: String) -> String {
    URL(filePath: file).pathExtension.lowercased()
  }
}

extension ImportCount {
  static func += (left: inout ImportCount, right: ImportCount) {
    left.added += right.added
    left.changed += right.changed
    left.unchanged += right.unchanged
  }
}
