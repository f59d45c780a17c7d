// What all commands of the profile begin with: the desk, the version that is meant, and what to do where there is none.

import Pipeline
import Service
import Store
import Workspace

extension OpenWorkspace {
  /// The desk at which the profile is shown and changed.
  func profileDesk(_ database: Database) async throws -> ProfileDesk {
    ProfileDesk(
      database: database, digest: digestSettings(in: try await space(in: database)),
      thresholds: settings.thresholds,
      prior: settings.prior, now: now)
  }
}

enum ProfileOpening {
  /// What is said, with the next step, where there is nothing to show.
  static func nothing(_ database: Database) async throws -> String {
    let texts = try await database.documentCount(.document) + database.documentCount(.like)
    return texts > 0
      ? "no profile yet: 'gleaner profile build' builds one, and so does 'gleaner run'"
      : "nothing learned yet: 'gleaner remember PATH' reads what you wrote and liked, and 'gleaner review' asks"
  }

  /// The version called `name`, `#7` or `7`.
  static func version(_ name: String, in database: Database) async throws -> ProfileRow {
    guard let number = Int64(name.drop { $0 == "#" }) else {
      throw UsageError(
        "a version is a number, not '\(TerminalText.excerpt(name, limit: 40))'; 'gleaner profile history' lists them"
      )
    }
    guard let profile = try await database.profile(number) else {
      throw UsageError("there is no profile \(number); 'gleaner profile history' lists them")
    }
    return profile
  }
}
