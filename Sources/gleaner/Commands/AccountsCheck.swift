// `gleaner accounts check`: asks each network who we are, renews what has ended, and says what is to be done.

import Foundation
import HTTP
import Service
import Social
import Store
import Workspace

enum AccountsCheckCommand: Command {
  static let spec = CommandSpec(
    ["accounts", "check"], "Ask the networks whether your sign-ins are good",
    operands: "[NAME]", operandCount: 0...1, options: [OpenWorkspace.jsonOption],
    details: """
      One call for each account; tokens that have ended are renewed. Exits with 1 when one is not good. --json rows are those \
      of 'gleaner accounts list'.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let rows = try await workspace.withDatabase { database in
      let chosen =
        if let text = invocation.operands.first {
          [try await workspace.account(text, in: database)]
        } else { try await database.accounts() }
      guard !chosen.isEmpty else { return [AccountRow]() }
      let vault = workspace.vault(
        database, try workspace.neededVaultKey(), OpenWorkspace.client)
      var rows: [AccountRow] = []
      for account in chosen {
        rows.append(try await check(account, vault, database, workspace))
      }
      return rows
    }
    try await workspace.write(rows, isJSON: invocation.has("--json"))
    if rows.isEmpty { workspace.say(OpenWorkspace.withoutAccounts) }
    return rows.allSatisfy { $0.problem == nil } ? .done : .failed
  }

  private static func check(
    _ account: StoredAccount, _ vault: TokenVault, _ database: Database, _ workspace: OpenWorkspace
  ) async throws -> AccountRow {
    var asked = account
    asked.fault = nil
    let line = workspace.signInPlace(account.name, OpenWorkspace.client).line
    var problem: String?
    do {
      let identity = try await vault.using(asked) { tokens in
        try await Identity.ask(tokens, at: account.server, on: line, now: Date())
      }
      if identity.who != account.who {
        problem = "its tokens are those of another account; \(TokenVault.again(account.name))"
      } else if account.fault != nil, let now = try await database.account(account.name) {
        try await database.fault(now, nil)
      }
    } catch let error as SocialError {
      problem = error.message
    }
    var row = workspace.row(try await database.account(account.name) ?? account, nil)
    row.problem = problem
    return row
  }
}
