// Which actions a command means: numbers, or all of an account or of everything.

import Feed
import Foundation
import Service
import Store
import Taste

/// What stands behind `approve`, `reject` and `undo`.
struct ActionScope: Sendable {
  static let options = [
    OptionSpec("--account", "NAME", "with all: only those of this account"),
    OptionSpec("--kind", "LIST", "with all: only these: like, repost, bookmark"),
    OptionSpec("--yes", nil, "with all: do not ask back"),
  ]
  /// At a time: more are more than anybody has looked at.
  static let most = 500

  /// Nil for all.
  let ids: [Int64]?
  let account: AccountName?
  let kinds: Set<ActionKind>
  let isSure: Bool

  init(_ invocation: Invocation) throws {
    let words = invocation.operands
    account = try Self.account(invocation)
    kinds = Set(try invocation.choices("--kind", of: ActionKind.self) ?? [])
    isSure = invocation.has("--yes")
    if words == ["all"] {
      ids = nil
      return
    }
    guard account == nil, kinds.isEmpty else {
      throw UsageError("--account and --kind go with 'all', not with numbers")
    }
    ids = try words.map { word in
      guard let id = Int64(word), id > 0 else {
        throw UsageError(
          "'\(TerminalText.excerpt(word, limit: 60))' is neither the number of an action nor 'all'; "
            + "'gleaner actions list' shows them")
      }
      return id
    }
  }

  /// The account that an option names.
  static func account(_ invocation: Invocation) throws(UsageError) -> AccountName? {
    guard let text = invocation.value("--account") else { return nil }
    guard let name = AccountName(text) else {
      throw UsageError(
        "--account takes \(AccountName.shape), not '\(TerminalText.excerpt(text, limit: 60))'")
    }
    return name
  }

  /// What the person may say yes or no to; nil, which is said, where all are meant and there is none.
  func proposals(_ database: Database, _ workspace: OpenWorkspace) async throws -> [ActionRow]? {
    let rows = try await rows(database, in: [.proposed]) { id in
      workspace.say("no action \(id); 'gleaner actions list' shows them with their numbers")
    }
    guard ids != nil || !rows.isEmpty else {
      workspace.say("nothing is proposed; 'gleaner actions list' shows what there is")
      return nil
    }
    return rows
  }

  /// The rows in their order; those that are named and not there are told as `missing`.
  func rows(
    _ database: Database, in states: Set<ActionState>, missing: (Int64) -> Void
  ) async throws -> [ActionRow] {
    guard let ids else {
      var query = ActionQuery()
      (query.states, query.account, query.kinds, query.limit) = (states, account, kinds, Self.most)
      return try await database.actions(query).reversed()
    }
    var rows: [ActionRow] = []
    for id in ids {
      guard let row = try await database.action(id) else {
        missing(id)
        continue
      }
      rows.append(row)
    }
    return rows
  }
}

/// A question that only a person at a terminal answers.
enum Confirmation {
  /// Whether the person says yes; where nobody sits, that has to be said beforehand.
  static func ask(_ question: String, _ isSure: Bool) throws -> Bool {
    if isSure { return true }
    let environment = ProcessInfo.processInfo.environment
    guard [0, 2].allSatisfy({ Terminal(descriptor: $0, environment: environment).isInteractive })
    else { throw UsageError("\(question): say so with --yes") }
    FileHandle.standardError.write(Data((TerminalText.clean(question) + "? [y/N] ").utf8))
    var reader = LineReader()
    let answer = try reader.next().map { String(decoding: $0, as: UTF8.self).lowercased() }
    return ["y", "yes"].contains(answer?.trimmingCharacters(in: .whitespaces))
  }
}
