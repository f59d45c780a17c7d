// What the newest profile stands on, for whoever wants to weigh it anew: the same evidence by the same rules as in a run.

package import Store
package import Taste

/// The newest profile with everything that it is learned from.
package struct ProfileGround: Sendable {
  package let profile: ProfileRow
  package let interests: Interests
  package let background: [Candidate]
  private let evidence: [EvidenceRow]
  private let answers: [PriorAnswer]

  /// Reads it; nil while there is no profile.
  ///
  /// `prior` is the expected share of wanted items as it is set in the workspace.
  package static func load(
    _ database: Database, model: String, prior: Double
  ) async throws -> ProfileGround? {
    guard let profile = try await database.newestProfile(), profile.model == model else {
      return nil
    }
    let background = try await database.background(profile.background, model: model)
    return ProfileGround(
      profile: profile, interests: try await database.interests(of: profile.id),
      background: background.map(ProfileStage.candidate),
      evidence: try await database.evidence(model: model),
      answers: try await database.shownAnswers(
        model: model, prior: profile.settings.applied(to: prior)))
  }

  /// What is learned from under these settings and wishes, without the examples that have one of these ids.
  package func examples(
    _ settings: TasteSettings, _ wishes: [Wish], without ids: Set<String>
  ) -> [Example] {
    WishBook(wishes, on: interests, model: profile.model).applied(
      to: ProfileStage.examples(evidence.filter { !ids.contains($0.key) }, settings))
  }

  /// The expected share of wanted items where it is set to `prior`: answers and wishes move it.
  package func share(_ prior: Double, _ wishes: [Wish]) -> Double {
    WishBook(wishes, on: interests, model: profile.model)
      .expectedShare(LearnedPrior(setting: prior, answers: answers).share)
  }

  /// Items as they are scored, in the order of their numbers.
  package static func candidates(
    _ items: [Int64], in database: Database, model: String
  ) async throws -> [Int64: Candidate] {
    let rows = try await database.background(items, model: model)
    let candidates = rows.map(ProfileStage.candidate)
    return Dictionary(
      candidates.compactMap { candidate in
        Int64(candidate.id.dropFirst("item:".count)).map { ($0, candidate) }
      }, uniquingKeysWith: { $1 })
  }
}
