// Posts that came through an account's timeline and were kept by their score: what actions begin with.

package import Feed
package import FoundationEssentials
package import Store
package import Taste

/// Fills a store with kept posts.
package struct KeptPosts: Sendable {
  package static let model = "all-MiniLM-L6-v2"

  package let database: Database
  package let account: AccountName
  package let now: Date
  package var probability = 0.9
  package var stage = DecisionStage.score

  package init(_ database: Database, account: AccountName, now: Date) {
    self.database = database
    self.account = account
    self.now = now
  }

  /// Brings in posts with these names and keeps them; gives their items in this order.
  package func add(
    _ names: [String], _ change: @Sendable (inout PostRow) -> Void = { _ in }
  ) async throws -> [Int64] {
    let source = Source(address: "timelines/\(account.text)", name: account.text)
    try await database.sync([source])
    guard let stored = try await database.stored([source]).first else { return [] }
    let items = names.map { name in
      Item(
        externalID: name, url: "https://social.example/\(name)", title: "Post \(name)",
        text: Self.words(name), author: "ann", published: now)
    }
    _ = try await database.admit(items, outcome: PullOutcome(source: stored.id, at: now))
    var ids: [Int64] = []
    for name in names {
      if let id = try await database.item(url: "https://social.example/\(name)")?.id {
        ids.append(id)
      }
    }
    try await decide(ids)
    try await write(ids, names, change)
    return ids
  }

  /// Proposes what is open of a kind, for two days; gives the states that the proposals begin with.
  @discardableResult
  package func propose(
    _ kind: ActionKind = .like, approvedFrom: Date? = nil
  ) async throws -> [ActionState] {
    let openings = try await database.actionOpenings(
      account, kind, since: now.addingTimeInterval(-3_600), limit: 100)
    return try await database.propose(
      openings.map {
        ActionDraft(
          account: account, kind: kind, opening: $0, approvedFrom: approvedFrom,
          expires: now.addingTimeInterval(48 * 3_600), certificate: Certificate(right: 0, of: 0),
          reason: "you want to be asked")
      }, at: now)
  }

  /// Signs in to the account, with tokens that nobody can open.
  package func signIn() async throws {
    try await database.keep(
      AccountDraft(
        name: account, server: "https://social.example", who: "1", sealed: [0], expiresAt: nil),
      at: now)
  }

  /// Decides items to be kept, once more where they are decided already.
  package func decide(_ ids: [Int64], probability: Double? = nil) async throws {
    let probability = probability ?? self.probability
    let basis = DecisionBasis(hash: [1], profile: nil, model: Self.model)
    let records = ids.map { id in
      DecisionRecord(
        item: id, textHash: [UInt8(truncatingIfNeeded: id)],
        decision: Decision(
          verdict: .keep, stage: stage, reason: "score \(probability) reaches 0.6",
          probability: probability, uncertainty: 0.05),
        logOdds: Decide.logOdds(probability))
    }
    try await database.append(records, basis: basis, at: now)
  }

  /// Writes the posts of items, as they are or changed.
  package func write(
    _ ids: [Int64], _ names: [String], _ change: @Sendable (inout PostRow) -> Void = { _ in }
  ) async throws {
    let posts = zip(ids, names).compactMap { id, name -> PostRow? in
      guard let target = PostTarget(account.network, uri: Self.uri(name)) else { return nil }
      var post = PostRow(item: id, account: account, target: target)
      (post.reference, post.version) = ("ref-\(name)", "1")
      // Each by somebody else, so that no cap on one author is met unless a test says so.
      post.author = "\(name)@social.example"
      change(&post)
      return post
    }
    try await database.write(posts, at: now)
  }

  /// What the network calls a post.
  package static func uri(_ name: String) -> String { "https://social.example/posts/\(name)" }

  /// As many answers of the person to kept items as make a certificate, or not.
  package func answer(_ count: Int, wrong: Int = 0) async throws {
    let ids = try await add((0..<count).map { "answered-\($0)" })
    for (place, id) in ids.enumerated() {
      _ = try await database.answer(
        id, place < wrong ? .skip : .keep, origin: .check, reason: nil,
        at: now.addingTimeInterval(1))
    }
  }

  /// Words of its own for every post, so that none retells another.
  private static func words(_ name: String) -> String {
    var state = name.utf8.reduce(UInt64(7)) { SplitMix64.mixed($0 &+ UInt64($1)) }
    return (0..<12).map { _ in
      state = SplitMix64.mixed(state &+ SplitMix64.step)
      return "w" + String(state, radix: 36)
    }.joined(separator: " ")
  }
}
