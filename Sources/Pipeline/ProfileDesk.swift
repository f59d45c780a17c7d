// The profile before the person: shown, changed and compared. What is changed becomes a new version, and the next run
// decides by it; nothing is ever lost, so everything can be taken back.

package import Digest
import Feed
package import FoundationEssentials
package import Store
package import Taste

/// Shows and changes the profile.
package struct ProfileDesk: Sendable {
  /// What came in since then shows what a change does, and what is read.
  static let recentTime: TimeInterval = 30 * 86_400
  /// More recent items than this are not looked at, the newest are.
  static let recentMax = 2_000

  let database: Database
  let digest: DigestSettings
  /// The thresholds and the expected share of wanted items as they are set.
  let thresholds: Thresholds
  let prior: Double
  let now: Date

  package init(
    database: Database, digest: DigestSettings, thresholds: Thresholds, prior: Double, now: Date
  ) {
    self.database = database
    self.digest = digest
    self.thresholds = thresholds
    self.prior = prior
    self.now = now
  }

  var stage: ProfileStage {
    ProfileStage(database: database, model: digest.model, prior: prior, now: now)
  }

  /// Builds a profile of what is known now; nil while nothing is.
  package func build() async throws -> ProfileRow? {
    try await stage.run(ProfileStage.Change(why: "asked for"))?.profile
  }

  /// The newest profile with its interests and wishes, brought up to date; nil while nothing is known.
  package func current() async throws -> (profile: ProfileRow, wishes: WishBook)? {
    try await stage.run().map { ($0.profile, $0.wishes) }
  }

  /// Writes a wish about an interest of the newest version, in place of what was wished of it before.
  package func wish(_ kind: Wish.Kind, about number: Int) async throws -> ProfileEffect? {
    try await inTurn { try await $0.wished(kind, about: number) }
  }

  private func wished(_ kind: Wish.Kind, about number: Int) async throws -> ProfileEffect? {
    guard let before = try await stage.run(),
      let interest = before.interests.interest(number)
    else { return nil }
    let wish = Wish(kind, interest.mark(model: before.profile.model), at: now)
    let others = before.profile.wishes.filter {
      $0.isAboutWeight != wish.isAboutWeight
        || before.interests.interest(like: $0.interest, model: before.profile.model) != interest
    }
    return try await change(
      before, why: Self.why(wish, before.wishes.name(of: interest)),
      wishes: others + (kind == .weight(1) ? [] : [wish]))
  }

  /// A new version with the settings and wishes of an earlier one; what was learned since stays.
  package func rollBack(to earlier: ProfileRow) async throws -> ProfileEffect? {
    try await take(earlier.settings, earlier.wishes, why: "back to profile \(earlier.id)")
  }

  /// A new version with settings and wishes that came from elsewhere.
  package func take(
    _ settings: TasteSettings, _ wishes: [Wish], why: String
  ) async throws -> ProfileEffect? {
    try await inTurn { desk in
      guard let before = try await desk.stage.run() else { return nil }
      return try await desk.change(before, why: why, settings: settings, wishes: wishes)
    }
  }

  /// Changes what was just read while nobody else does.
  private func inTurn(
    _ body: (ProfileDesk) async throws -> ProfileEffect?
  ) async throws -> ProfileEffect? {
    try await database.atomically(.profile) { try await body(over($0)) }
  }

  /// The same desk over another view of the database.
  func over(_ database: Database) -> ProfileDesk {
    ProfileDesk(
      database: database, digest: digest, thresholds: thresholds, prior: prior, now: now)
  }

  private static func why(_ wish: Wish, _ name: String) -> String {
    switch wish.kind {
    case .pin: "“\(name)” pinned"
    case .mute: "“\(name)” muted"
    case .rename(let new): "“\(name)” renamed to “\(new)”"
    case .weight(1): "“\(name)” counts as before"
    case .weight: "“\(name)” weighted"
    }
  }

  private func change(
    _ before: ProfileStage.Current, why: String, settings: TasteSettings? = nil, wishes: [Wish]
  ) async throws -> ProfileEffect? {
    let change = ProfileStage.Change(why: why, settings: settings, wishes: wishes)
    guard let after = try await stage.run(change) else { return nil }
    return ProfileEffect(
      before: before.profile, after: after.profile, names: after.wishes,
      moves: try await moves(before, after))
  }

  /// How recent items are scored by one version and by another.
  func moves(
    _ before: ProfileStage.Current, _ after: ProfileStage.Current
  ) async throws -> [ProfileMove] {
    let items = try await recentItems(after)
    guard !items.isEmpty else { return [] }
    let old = try await stage.scorer(of: before)
    // A wish changes what examples count and not what is known: then the second fit costs a third.
    let isSame = before.profile.evidence == after.profile.evidence
    let new = try await stage.scorer(of: after, keeping: isSame ? old : nil)
    return await ProfileMove.moves(
      items, from: Self.scores(items, old), to: Self.scores(items, new))
  }

  func recentItems(_ current: ProfileStage.Current) async throws -> [RecentItem] {
    try await database.recentItems(
      since: now.addingTimeInterval(-Self.recentTime), until: now, model: current.profile.model,
      limit: Self.recentMax)
  }

  @concurrent
  private static func scores(_ items: [RecentItem], _ scorer: Scorer) async -> [Score] {
    scorer.score(
      items.map {
        Candidate(id: "item:\($0.id)", title: $0.title, text: $0.text, vector: $0.vector)
      })
  }
}
