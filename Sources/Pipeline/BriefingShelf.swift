// The versions of what a judge is told, before the person: which of them is in use is theirs to say.

package import FoundationEssentials
package import Store

/// Puts briefings in use.
package struct BriefingShelf: Sendable {
  /// Why another one is not put in use.
  package enum Obstacle: Error, Sendable, Hashable {
    case inUse(Int64?)
    case unknown(Int64)
    /// It was not certain to be better.
    case refused(Int64)
    /// Another one is in use than was seen.
    case changed

    /// In words.
    package var words: String {
      switch self {
      case .inUse(let version): "\(BriefingShelf.words(version)) is in use already"
      case .unknown(let version): "there is no version \(version)"
      case .refused(let version):
        "version \(version) was not certain to be better than the one before it, and is kept for the record only"
      case .changed: "another version is in use meanwhile: nothing was changed"
      }
    }
  }

  private let database: Database
  private let now: Date

  package init(_ database: Database, now: Date) {
    self.database = database
    self.now = now
  }

  /// Puts a version in use where `seen` still is; nil is the one that comes with Gleaner.
  package func use(_ version: Int64?, insteadOf seen: Int64?) async throws {
    guard version != seen else { throw Obstacle.inUse(version) }
    if let version {
      guard let row = try await database.briefing(version) else {
        throw Obstacle.unknown(version)
      }
      guard row.content.isAccepted else { throw Obstacle.refused(version) }
    }
    guard try await database.useBriefing(version, insteadOf: seen, at: now) else {
      throw Obstacle.changed
    }
  }

  /// What a version is called.
  package static func words(_ version: Int64?) -> String {
    version.map { "version \($0)" } ?? "what comes with Gleaner"
  }
}
