// `gleaner accounts list`: who one is where, without asking anybody.

import Service
import Social
import Store

enum AccountsListCommand: Command {
  static let spec = CommandSpec(
    ["accounts", "list"], "List your accounts, and what is to be done about them",
    options: [OpenWorkspace.jsonOption],
    details: """
      Nobody is asked: 'gleaner accounts check' does that.

      --json rows carry name, network, server, who, ok, problem, learn, learn_note, learned {labels, newest, synced_at, \
      whole}, expires_at, added_at, absent [{capability, why, since}].
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let rows =
      workspace.hasDatabase
      ? try await workspace.withDatabase { try await workspace.accountRows($0) } : []
    try await workspace.write(rows, isJSON: invocation.has("--json"))
    if rows.isEmpty { workspace.say(OpenWorkspace.withoutAccounts) }
    return .done
  }
}

extension OpenWorkspace {
  /// What there is to say where nobody has signed in.
  static let withoutAccounts =
    "no account, and none is needed: 'gleaner accounts add mastodon ada@mastodon.social' signs in to one"

  /// The rows of all accounts; one whose tokens do not open has that for a problem.
  func accountRows(_ database: Database) async throws -> [AccountRow] {
    let accounts = try await database.accounts()
    guard !accounts.isEmpty else { return [] }
    var opened: TokenVault?
    var problem = missingKey
    do {
      if let key = try vaultKey() { opened = vault(database, key, Self.client) }
    } catch { problem = "\(error)" }
    let lessons = try await database.lessons()
    return accounts.map { account in
      var row = row(account, opened)
      (row.lessons, row.now) = (lessons[account.name], now)
      if opened == nil { row.problem = problem }
      return row
    }
  }
}
