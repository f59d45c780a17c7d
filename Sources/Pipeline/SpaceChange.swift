// From one space to another while work goes on: the new one is filled behind the work of each pass, a portion at a time,
// and takes the old one's place once it holds all that matters now. What is compared is always in one of the two.

import FoundationEssentials
import HTTP
import Models
package import Store

/// How far a new space has been filled.
package struct SpaceProgress: Sendable, Hashable {
  /// The space that is filled.
  package let space: String
  /// The one that is worked with meanwhile; the new one itself once it has taken over.
  package let working: String
  package let done: Int
  package let total: Int
  /// Texts embedded in this run.
  package var embedded = 0
  /// Why it stopped before its portion was through.
  package var halt: String?

  package init(space: String, working: String, done: Int, total: Int) {
    self.space = space
    self.working = working
    self.done = done
    self.total = total
  }

  /// Whether the new space has taken over.
  package var isOver: Bool { space == working }

  /// `re-embedding: 12,000 of 40,000 texts in M; still working with OLD`.
  package var line: String {
    guard !isOver else { return "now working with \(space), \(done) of \(total) texts" }
    let why = halt.map { " (\($0))" } ?? ""
    return
      "re-embedding: \(done) of \(total) texts in \(space)\(why); still working with \(working)"
  }

  /// How far it is in a database; nil where nothing is changed.
  package static func of(_ database: Database, wanted: String) async throws -> SpaceProgress? {
    let working = try await database.workingSpace(wanted: wanted)
    guard working != wanted else { return nil }
    return try await read(database, wanted, working)
  }

  static func read(
    _ database: Database, _ space: String, _ working: String
  ) async throws -> SpaceProgress {
    let total = try await database.embeddableTextCount()
    let pending = try await database.pendingTextCount(model: space)
    return SpaceProgress(
      space: space, working: working, done: max(0, total - pending), total: total)
  }
}

/// Fills the space that the settings want, and changes to it.
struct SpaceChange: Sendable {
  /// So many texts behind one pass: some minutes of work, after which sources are asked again.
  static let portion = 10_000
  /// Where more of all texts than one in so many are refused, the new model is of no use.
  private static let refusedPart = 20
  /// Older items need not be there for the change; they are embedded after it.
  private static let horizon = DecideStage.newsAge + 86_400

  let database: Database
  let embedder: any Embedder
  let working: String
  let now: Date
  let observe: RunObserver

  /// Fills on, and changes over when enough is there.
  func run() async throws -> SpaceProgress {
    let stage = EmbedStage(database: database, embedder: embedder, observe: observe)
    observe(.reembedding(try await progress(working)))
    let report = try await stage.run(limit: Self.portion)
    var progress = try await progress(working)
    if try await isEnough(progress) {
      _ = try await database.indexVectors(of: embedder.space) {
        observe(.indexing(passages: $0))
      }
      try await database.switchSpace(to: embedder.space, at: now)
      progress = try await self.progress(embedder.space)
    }
    progress.embedded = report.embedded
    progress.halt = report.halt
    observe(.reembedding(progress))
    return progress
  }

  private func progress(_ working: String) async throws -> SpaceProgress {
    try await SpaceProgress.read(database, embedder.space, working)
  }

  private func isEnough(_ progress: SpaceProgress) async throws -> Bool {
    let since = now.addingTimeInterval(-Self.horizon)
    guard try await database.missingTextCount(model: embedder.space, since: since) == 0 else {
      return false
    }
    return try await database.refusedTexts(model: embedder.space).count * Self.refusedPart
      <= progress.total
  }
}
