// A table of another program becomes memory: each row a document, a like or something that the person said, known by the
// table and the row's id, so that reading it again adds what is new and changes what has changed.

import Feed
import Formats
package import FoundationEssentials
package import Store

/// The model that both programs embed with.
package struct SharedModel: Sendable {
  package let name: String
  package let dimensions: Int

  package init(name: String, dimensions: Int) {
    self.name = name
    self.dimensions = dimensions
  }
}

/// Why a table cannot be imported as it was asked for.
package struct TableImportError: Error, Sendable, CustomStringConvertible {
  package let description: String

  init(_ what: String) { description = what }
}

/// Imports a foreign table.
package struct TableImport: Sendable {
  /// What is said of one day is one document, so messages are held until all are read; more than a life has.
  private static let mostMessages = 2_000_000
  private static let batch = 128

  private let database: Database
  private let now: Date
  private let role: ImportRole
  /// Nil where the texts are embedded again.
  private let model: SharedModel?

  package init(
    database: Database, now: Date, role: ImportRole = .documents, model: SharedModel? = nil
  ) {
    self.database = database
    self.now = now
    self.role = role
    self.model = model
  }

  /// Imports all rows; `progress` hears how many more are done, of how many in all.
  package func run(
    _ table: ForeignTable, into report: inout ImportReport, progress: @Sendable (Int, Int) -> Void
  ) async throws {
    let total = try await table.count()
    var messages: [ChatMessage] = []
    try await table.read { rows in
      let texts = rows.compactMap { RowText($0, of: table.shown, &report) }
      if role == .messages {
        guard messages.count + texts.count <= Self.mostMessages else {
          throw TableImportError("\(table.shown): has more than \(Self.mostMessages) messages")
        }
        messages += texts.map(\.message)
      } else {
        try await write(texts, of: table.shown, &report)
      }
      progress(rows.count, total)
    }
    if role == .messages { try await write(messages, &report) }
  }

  private func write(
    _ texts: [RowText], of place: String, _ report: inout ImportReport
  ) async throws {
    let kind: DocumentKind = role == .likes ? .like : .document
    let vectors = try model.map { model in
      try texts.compactMap { text in
        try text.vector(of: model, place).map { (key: text.key, vector: $0) }
      }
    }
    let count = try await database.remember(
      texts.map { $0.document(kind) }, origin: "import", at: now)
    if kind == .like { report.likes += count } else { report.documents += count }
    if let model, let vectors {
      report.reusedVectors += try await database.reuse(vectors, model: model.name)
    }
  }

  private func write(_ messages: [ChatMessage], _ report: inout ImportReport) async throws {
    report.messages += messages.count
    report.ownMessages += messages.count
    if !messages.isEmpty { report.formats.insert("PostgreSQL") }
    let days = ConversationDays(origin: RowText.origin, own: OwnNames([])).documents(messages)
    for start in stride(from: 0, to: days.count, by: Self.batch) {
      try Task.checkCancellation()
      let some = Array(days[start..<min(start + Self.batch, days.count)])
      report.conversations += try await database.remember(some, origin: "import", at: now)
    }
  }
}
