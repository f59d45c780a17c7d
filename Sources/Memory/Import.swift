// `gleaner remember`: walks the given paths and imports what it understands. A file that cannot be read is named and
// the others go on; nothing is imported twice; what a batch wrote stays when the next is interrupted.

package import FoundationEssentials
package import Store

/// Imports documents, likes and conversations into the store.
package struct Import: Sendable {
  /// Documents a transaction: few enough to lose little, enough to be fast.
  private static let batch = 128

  private let database: Database
  private let now: Date

  package init(database: Database, now: Date) {
    self.database = database
    self.now = now
  }

  /// Imports what is asked for; `progress` hears how many more files are done, of how many in all.
  package func run(
    _ request: ImportRequest, progress: @Sendable (Int, Int) -> Void
  ) async throws -> ImportReport {
    let walk = ImportWalk(request.paths)
    var work = ImportWork(request, walk)
    for file in walk.files {
      try Task.checkCancellation()
      work.read(file)
      repeat {
        if work.pending.count >= Self.batch { try await writePending(&work) }
      } while work.readMailbox()
      progress(1, walk.files.count)
    }
    work.finish()
    try await writePending(&work)
    return work.report
  }

  /// Writes what was read, a batch after the other: a mailbox may have a million.
  private func writePending(_ work: inout ImportWork) async throws {
    let documents = work.pending
    work.pending = []
    for start in stride(from: 0, to: documents.count, by: Self.batch) {
      try Task.checkCancellation()
      try await write(
        documents[start..<min(start + Self.batch, documents.count)], &work.report)
    }
  }

  private func write(
    _ documents: ArraySlice<ImportedDocument>, _ report: inout ImportReport
  ) async throws {
    for kind in DocumentKind.allCases {
      let some = documents.filter { $0.kind == kind }
      guard !some.isEmpty else { continue }
      let count = try await database.remember(some, origin: "import", at: now)
      switch kind {
      case .document: report.documents += count
      case .like: report.likes += count
      case .conversation: report.conversations += count
      }
    }
  }
}
