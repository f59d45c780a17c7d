// Rounds of a torture: posts come, are read, proposed, approved, sent and taken back, and whoever does it is killed again
// and again. After each round the server is asked what it has.

import Feed
import Foundation
import Postgres
import TestSupport

/// One network under torture.
struct Torture {
  /// What is killed; another stage of the program is another of these.
  enum Stage: String, CaseIterable {
    case pull, send, undo

    var words: [String] { self == .pull ? ["run"] : ["actions", "run"] }
  }

  /// So many lives without a kill settle everything, or nothing will.
  private static let livesMax = 12
  private static let postsOfRound = 4

  private let network: any TortureNetwork
  private let house: TortureHouse
  private let seed: UInt64
  private var dice: SteadyDice
  /// Domain time: it passes from life to life, so that no pause has to be waited for.
  private var now: Date
  private var said: [Deed: Leave] = [:]
  private var posts = 0
  private var sweeps: [Stage: StepSweep] = [:]
  /// Steps and time of a life that nobody ended.
  private var whole: [Stage: (steps: Int, time: Duration)] = [:]
  /// The posts of the last round, of which most is taken back in this one.
  private var before: [String] = []
  /// How the lives of this round ended.
  private var story: [String] = []
  private(set) var tally = TortureTally()

  init(_ network: any TortureNetwork, _ house: TortureHouse, seed: UInt64, now: Date) {
    (self.network, self.house, self.seed, self.now) = (network, house, seed, now)
    dice = SteadyDice(seed)
  }

  /// Signs in, reads what is there, and goes through rounds in which nobody is killed: that tells how many steps there
  /// are.
  mutating func begin() async throws {
    let signedIn = try await house.live(
      network.signIn.words, .none, network.signIn.environment)
    guard signedIn.code == 0 else { throw TortureFailure("no sign-in: \(signedIn.errors)") }
    _ = try await network.write(1, at: now)
    _ = try await quiet(.pull)
    posts = try await count("SELECT count(*) AS count FROM items")
    for row in try await proposals() { said[row.deed] = Leave.none }
    for _ in 0..<2 { try await round(kills: 0) }
    for stage in Stage.allCases {
      sweeps[stage] = StepSweep(steps: whole[stage]?.steps ?? 1, seed: seed &+ UInt64(stage.place))
    }
  }

  /// How many numbered steps the stages have.
  var steps: String {
    Stage.allCases.map { "\($0.rawValue) \(whole[$0]?.steps ?? 0)" }.joined(separator: ", ")
  }

  /// One round with at most so many kills of each stage.
  mutating func round(kills: Int) async throws {
    story = []
    let count = tally.violations.count
    do {
      try await goRound(kills: kills)
    } catch let failure as TortureFailure {
      tally.add(.lost, "it does not go on: \(failure)")
    }
    if tally.violations.count > count { story += try await notes() }
    tally.explain(since: count, story)
  }

  /// What the ledger says of actions that came to nothing.
  private func notes() async throws -> [String] {
    let rows = try await house.pool.query(
      """
      SELECT kind, uri, state, coalesce(note, '') AS note FROM actions
      WHERE state NOT IN ('proposed', 'rejected', 'done', 'undone') ORDER BY id DESC LIMIT 5
      """)
    return try rows.map { row in
      try "\(row.decode("kind", as: String.self)) of \(row.decode("uri", as: String.self)) is "
        + "\(row.decode("state", as: String.self)): \(row.decode("note", as: String.self))"
    }
  }

  private mutating func goRound(kills: Int) async throws {
    now += 86_400
    let written = try await network.write(Self.postsOfRound, at: now)
    posts += written.count
    try await torment(.pull, kills: min(kills, 2))
    network.forgive()
    now += 86_400
    _ = try await quiet(.pull)
    try await checkPull(written)
    try await answer(written)
    if kills > 0, Bool.random(using: &dice) { network.disturb(&dice, house.web) }
    try await torment(.send, kills: kills)
    try await settle(.send)
    try await judge(written)
    if !before.isEmpty { try await undo(before, kills: kills) }
    before = written
  }

  private mutating func undo(_ posts: [String], kills: Int) async throws {
    try await network.digest()
    try await takeBack(posts)
    if kills > 0, Bool.random(using: &dice) { network.disturb(&dice, house.web) }
    try await torment(.undo, kills: kills)
    try await settle(.undo)
    try await judge(posts)
  }

  /// Asks the server of all that was ever said; what was taken back was looked at right afterwards.
  mutating func finish() async throws {
    let (network, said) = (network, said)
    try await tally.judge(said, did: network.effects(house.web.calls)) { deed in
      said[deed] == .undone ? nil : try await network.stands(deed)
    }
  }

  // MARK: Lives

  private mutating func torment(_ stage: Stage, kills: Int) async throws {
    for number in 0..<kills {
      now += 3_600
      let death = death(stage, isFirst: number == 0)
      let life = try await live(stage, death)
      guard life.isKilled else { return }
    }
  }

  /// The first life of a stage is ended at the next of all steps, a later one, which has less to do, early; every third
  /// one at any moment.
  private mutating func death(_ stage: Stage, isFirst: Bool) -> Death {
    guard let whole = whole[stage], whole.steps > 0 else { return .none }
    if Int.random(in: 0..<3, using: &dice) == 0 {
      return .moment(whole.time * Double.random(in: 0.05...1, using: &dice))
    }
    if isFirst, let order = sweeps[stage]?.next() { return .step(order) }
    let step = Int.random(in: 1...max(1, whole.steps / 3), using: &dice)
    return .step(KillOrder(Bool.random(using: &dice) ? .before : .after, step))
  }

  private mutating func live(_ stage: Stage, _ death: Death) async throws -> Life {
    let life = try await house.live(stage.words + ["--now", now.formatted(.iso8601)], death)
    tally.add(life, death, stage: stage.rawValue)
    let end = life.struck.map { " at \($0)" } ?? ""
    story.append("\(stage.rawValue) \(life.isKilled ? "\(death)\(end)" : "ended by itself")")
    if ProcessInfo.processInfo.environment["TORTURE_TALK"] != nil {
      print(network.title, story.last ?? "", life.steps, life.duration)
    }
    return life
  }

  /// One life that is left alone.
  private mutating func quiet(_ stage: Stage) async throws -> Life {
    let life = try await live(stage, .none)
    guard life.code == 0 else {
      throw TortureFailure(
        "\(stage.words.joined(separator: " ")) ends with \(life.code): \(life.errors)")
    }
    if whole[stage] == nil { whole[stage] = (life.steps, life.duration) }
    return life
  }

  /// Lives that are left alone, until nothing is open any more.
  private mutating func settle(_ stage: Stage) async throws {
    for number in 0..<Self.livesMax {
      now += 3_600
      _ = try await quiet(stage)
      if number == 0 {
        let left = try await count(
          "SELECT count(*) AS count FROM action_attempts WHERE outcome IS NULL")
        if left > 0 { tally.add(.lost, "\(left) calls under way after a start, \(stage.rawValue)") }
      }
      let open = try await count(
        "SELECT count(*) AS count FROM actions WHERE state IN ('approved', 'sending', 'unknown', 'undoing')"
      )
      if open == 0 { return network.forgive() }
    }
    tally.add(.lost, "\(stage.rawValue) does not settle")
  }

  // MARK: Words of the person

  /// Of what is proposed one is left, one rejected, one approved and rejected, and the rest approved.
  private mutating func answer(_ written: [String]) async throws {
    let rows = try await proposals().filter { written.contains($0.deed.post) }
    if rows.count != written.count * ActionKind.allCases.count {
      tally.add(.lost, "\(rows.count) proposals for \(written.count) posts")
    }
    let shuffled = rows.shuffled(using: &dice)
    for row in shuffled { said[row.deed] = Leave.none }
    let (left, given) = (shuffled.prefix(3), shuffled.dropFirst(3))
    let approved = given + left.prefix(1)
    guard !approved.isEmpty else { return }
    try await say("approve", approved.map(\.id))
    try await say("reject", left.prefix(2).map(\.id))
    for row in given { said[row.deed] = .given }
  }

  private mutating func takeBack(_ written: [String]) async throws {
    let rows = try await rows(in: "done").filter { written.contains($0.deed.post) }
      .shuffled(using: &dice)
    let chosen = rows.prefix(rows.count * 2 / 3)
    guard !chosen.isEmpty else { return }
    try await say("undo", chosen.map(\.id))
    for row in chosen { said[row.deed] = .undone }
  }

  private func say(_ word: String, _ ids: [Int]) async throws {
    let life = try await house.live(
      ["actions", word] + ids.map(String.init) + ["--now", now.formatted(.iso8601)])
    guard life.code == 0 else { throw TortureFailure("\(word): \(life.errors)\(life.output)") }
  }

  // MARK: Counting

  private mutating func judge(_ written: [String]) async throws {
    let (network, written) = (network, Set(written))
    // What is there now is asked of this round's posts only; what was done, of all.
    try await tally.judge(said, did: network.effects(house.web.calls)) { deed in
      written.contains(deed.post) ? try await network.stands(deed) : nil
    }
  }

  /// Each post is there once, nothing else is, and the place to go on from is behind the newest.
  private mutating func checkPull(_ written: [String]) async throws {
    for post in written {
      let found = try await count("SELECT count(*) AS count FROM posts WHERE uri = \(post)")
      if found != 1 { tally.add(found == 0 ? .lost : .doubled, "pull of \(post): \(found)") }
    }
    let all = try await count("SELECT count(*) AS count FROM items")
    if all != posts { tally.add(all < posts ? .lost : .doubled, "\(all) items of \(posts) posts") }
    let cursor = try await house.pool.query("SELECT cursor FROM sources").first?
      .decode("cursor", as: String?.self)
    if let newest = written.last, network.isBehind(newest, cursor: cursor) == false {
      tally.add(.lost, "the place behind \(newest): \(cursor ?? "none")")
    }
  }

  private struct Row {
    let id: Int
    let deed: Deed
  }

  private func proposals() async throws -> [Row] { try await rows(in: "proposed") }

  private func rows(in state: String) async throws -> [Row] {
    let rows = try await house.pool.query(
      "SELECT id, kind, uri FROM actions WHERE state = \(state) ORDER BY id")
    return try rows.compactMap { row in
      guard let kind = ActionKind(rawValue: try row.decode("kind", as: String.self)) else {
        return nil
      }
      return Row(
        id: try row.decode("id", as: Int.self),
        deed: Deed(kind: kind, post: try row.decode("uri", as: String.self)))
    }
  }

  private func count(_ query: SQL) async throws -> Int {
    try await house.pool.query(query)[0].decode("count", as: Int.self)
  }
}

extension Torture.Stage {
  fileprivate var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// A torture that cannot go on.
struct TortureFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
