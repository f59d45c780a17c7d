// Rules before the person: what each of them did lately, what proposed ones would do, and writing one of those down.

package import FoundationEssentials
package import Service
package import Store
package import Taste
package import Workspace

/// Tries rules, and adopts proposed ones.
package struct RuleDesk: Sendable {
  /// How far rules are tried back, and over how many items at most: the newest.
  package static let span: TimeInterval = 30 * 86_400
  private static let itemsMax = 5_000
  /// More proposals than this are not shown at once.
  package static let proposalsMax = 50

  /// Why a proposal is not adopted.
  package enum Obstacle: Error, Sendable, Hashable {
    case unknown
    /// The files do not let it be done, for this reason.
    case files(String)
  }

  /// What rules did and would do.
  package struct Trials: Sendable {
    /// The rules in force, in order, with their places; or why they cannot be read.
    package let rules: Result<[DeclaredRule], SettingsError>
    package let trial: RuleTrial
    package let since: Date
    package let proposals: [RuleProposal]
    /// What each proposal would do beside the rules in force, by its name; none for what is in force already.
    package let proposed: [String: RuleTrial.Finding]
  }

  private let database: Database
  private let location: WorkspaceLocation
  private let thresholds: Thresholds
  private let now: Date

  /// Takes the thresholds as they are set in the workspace.
  package init(
    database: Database, location: WorkspaceLocation, thresholds: Thresholds, now: Date
  ) {
    self.database = database
    self.location = location
    self.thresholds = thresholds
    self.now = now
  }

  /// What is proposed.
  package func proposals() async throws -> [RuleProposal] {
    try await database.ruleProposals(
      since: now.addingTimeInterval(-Self.span), limit: Self.proposalsMax)
  }

  /// Tries the rules in force, and beside them the proposed ones.
  package func trials() async throws -> Trials {
    let rules = declared
    let list = (try? rules.get()) ?? []
    let proposals = try await proposals()
    let known = Set(list.map(\.rule.name))
    let fresh = proposals.compactMap(Self.rule).filter { !known.contains($0.name) }
    let since = now.addingTimeInterval(-Self.span)
    let isIdle = list.isEmpty && fresh.isEmpty
    let past =
      isIdle ? [] : try await database.pastDecisions(since: since, limit: Self.itemsMax)
    let tried = await Self.trials(
      list.map(\.rule), fresh, over: past,
      thresholds: try await database.thresholds(from: thresholds))
    return Trials(
      rules: rules, trial: tried.inForce, since: since, proposals: proposals,
      proposed: Dictionary(
        tried.proposed.findings.map { ($0.rule.name, $0) }, uniquingKeysWith: { first, _ in first })
    )
  }

  private var declared: Result<[DeclaredRule], SettingsError> {
    do throws(SettingsError) {
      return .success(try RuleList.load(location).entries)
    } catch {
      return .failure(error)
    }
  }

  @concurrent
  private static func trials(
    _ rules: [Rule], _ fresh: [Rule], over past: [PastDecision], thresholds: Thresholds
  ) async -> (inForce: RuleTrial, proposed: RuleTrial) {
    (
      RuleTrial(
        RuleBook(rules), trying: Set(rules.map(\.name)), over: past, thresholds: thresholds),
      RuleTrial(
        RuleBook(rules + fresh), trying: Set(fresh.map(\.name)),
        over: fresh.isEmpty ? [] : past, thresholds: thresholds)
    )
  }

  /// A proposal as it would be read.
  private static func rule(_ proposal: RuleProposal) -> Rule? {
    let root = try? SettingsFile.parse(Array(proposal.rule.utf8), name: RuleFiles.standard)
    return root.flatMap { try? RuleList().trying($0, name: RuleFiles.standard) }?.list.rules.first
  }

  /// Writes a proposed rule down, in force from the next run on; its proposal goes.
  package func adopt(_ label: Int64, _ files: SourceGate) async throws -> DeclaredRule {
    guard let proposal = try await proposals().first(where: { $0.label == label }) else {
      throw Obstacle.unknown
    }
    let rule = try files.write {
      do {
        return try RuleFiles(location).add(proposal.entry)
      } catch {
        throw Obstacle.files("\(error)")
      }
    }
    _ = try await database.dismissProposal(label, at: now)
    return rule
  }
}
