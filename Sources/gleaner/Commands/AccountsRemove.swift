// `gleaner accounts remove`: the network ends the tokens, and the store forgets them.

import Feed
import Foundation
import HTTP
import Service
import Social
import Store
import Workspace

enum AccountsRemoveCommand: Command {
  static let spec = CommandSpec(
    ["accounts", "remove"], "End a sign-in at its network, and forget its tokens",
    operands: "NAME", operandCount: 1...1,
    options: [
      OptionSpec("--keep-data", nil, "keep the account's record, for when you sign in again"),
      OpenWorkspace.jsonOption,
    ],
    details: """
      The tokens are forgotten also when the network cannot be reached; then it says what is left to do. What was \
      proposed or approved for the account is void, and what was done stays done. --json gives name, revoked, left_to_do, \
      voided (so many actions).
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let (name, rest, isRevoked, voided) = try await workspace.withDatabase { database in
      let account = try await workspace.account(invocation.operands[0], in: database)
      let (rest, isRevoked) = try await revoke(account, database, workspace)
      let voided = try await database.remove(
        account, keepingData: invocation.has("--keep-data"), at: Date())
      return (account.name, rest, isRevoked, voided)
    }
    try await StandardOutput.write { output in
      if invocation.has("--json") {
        try output.row([
          "name": .string(name.text), "revoked": .bool(isRevoked), "left_to_do": .text(rest),
          "voided": .int(voided),
        ])
      } else {
        let end = isRevoked ? "ended at the network and forgotten here" : "forgotten here"
        try output.line(TerminalText.clean("\(name.text): its tokens are \(end)."))
        if voided > 0 {
          let actions = Count.of(voided, "action")
          try output.line(
            "\(actions) that \(voided == 1 ? "was" : "were") proposed or approved for it \(voided == 1 ? "is" : "are") void."
          )
        }
        if let rest { try output.line(TerminalText.clean("Left to you: \(rest)")) }
      }
    }
    return .done
  }

  /// What is left to the person, and whether the network has ended the tokens.
  private static func revoke(
    _ account: StoredAccount, _ database: Database, _ workspace: OpenWorkspace
  ) async throws -> (rest: String?, isRevoked: Bool) {
    let place = workspace.signInPlace(account.name, OpenWorkspace.client)
    do {
      let vault = workspace.vault(
        database, try workspace.neededVaultKey(), OpenWorkspace.client)
      let tokens = try vault.open(account)
      let rest = try await SignOut.revoke(
        tokens, at: account.server, on: place.line, now: Date())
      return (rest, rest == nil || account.name.network == .bluesky)
    } catch let error as SocialError {
      return (
        "the network was not told (\(error.message)): end Gleaner's access in the settings of \(account.name.network.name)",
        false
      )
    }
  }
}
