// The desks that pages and API share with the commands, as they are set up for one request.

package import Digest
package import FoundationEssentials
package import Pipeline
import Store
import Taste
import Workspace

extension WebGround {
  /// What digests are made with, in the space that everything is compared in.
  package func digestSettings() async throws -> DigestSettings {
    DigestSettings(
      person: settings.person, items: settings.digestItems, timeZone: settings.timeZone,
      model: try await database.workingSpace(wanted: settings.embedding.space),
      perSource: settings.digestPerSource, hasWildCard: settings.digestWildCard,
      thresholds: settings.thresholds)
  }

  /// Where questions are asked and answers taken.
  package func reviewDesk(at now: Date) async throws -> ReviewDesk {
    ReviewDesk(
      database: database, thresholds: try await database.thresholds(from: settings.thresholds),
      model: try await database.workingSpace(wanted: settings.embedding.space), now: now)
  }

  /// Where the profile is shown and changed.
  package func profileDesk(at now: Date) async throws -> ProfileDesk {
    ProfileDesk(
      database: database, digest: try await digestSettings(), thresholds: settings.thresholds,
      prior: settings.prior, now: now)
  }

  /// What a language model would be asked about an item, and what it said; asks nobody.
  ///
  /// Nil for no such item.
  package func judgement(of item: Int64, at now: Date) async throws -> JudgeCase? {
    guard let judging, let client else {
      throw Refusal(.unavailable, "this server knows no language model")
    }
    let desk = JudgeDesk(
      database: database, client: client, settings: try await judging(database), now: now)
    return try await desk.look(at: item)
  }

  /// Where the person's words about actions are taken.
  package func actionDesk(at now: Date) -> ActionDesk {
    ActionDesk(
      database: database, limits: settings.actions.limits, location: location, now: now)
  }

  /// What certificates are counted with: the threshold of keeping, and the space that everything is compared in.
  func certifying() async throws -> (keep: Double, model: String) {
    (
      try await database.thresholds(from: settings.thresholds).keep,
      try await database.workingSpace(wanted: settings.embedding.space)
    )
  }

  /// Where sources are added, changed and looked at; throws where nothing is fetched.
  func sourceDesk(at now: Date) throws(Refusal) -> SourceDesk {
    guard let client else { throw Refusal(.unavailable, "this server fetches nothing") }
    return SourceDesk(database: database, location: location, client: client, now: now)
  }

  /// The same ground over another database, such as a rehearsal's.
  func over(_ other: Database) -> WebGround {
    var ground = WebGround(database: other, settings: settings, location: location)
    ground.judging = judging
    ground.client = client
    (ground.lists, ground.listed) = (lists, listed)
    return ground
  }
}
