// Tokens of programs, made, listed and revoked on the command line.

import Foundation
import Service
import Store
import Web
import Workspace

/// What `gleaner serve` is asked about tokens.
struct TokenDesk {
  private enum Wish {
    case make(String, Set<TokenScope>)
    case list
    case revoke(String)
  }

  private static let nameMax = 60
  private static let tokensMax = 1_000
  private let wish: Wish
  private let isJSON: Bool

  /// Nil where tokens are not asked about.
  init?(_ invocation: Invocation) throws {
    isJSON = invocation.has("--json")
    let scopes = try invocation.choices("--scope", of: TokenScope.self)
    if let name = invocation.value("--token") {
      wish = .make(try Self.checked(name), Set(scopes ?? [.read]))
      return
    }
    guard scopes == nil else {
      throw UsageError("--scope belongs to --token: gleaner serve --token NAME --scope read,review")
    }
    if let name = invocation.value("--revoke") {
      wish = .revoke(name)
    } else if invocation.has("--tokens") {
      wish = .list
    } else {
      return nil
    }
  }

  private static func checked(_ name: String) throws(UsageError) -> String {
    let clean = TerminalText.clean(name).trimmingCharacters(in: .whitespaces)
    guard !clean.isEmpty, clean.count <= nameMax, clean == name else {
      throw UsageError(
        "the name of a token has 1 to \(nameMax) characters, and none that is hidden")
    }
    return clean
  }

  func run(_ workspace: OpenWorkspace) async throws -> ExitCode {
    try await workspace.withDatabase { database in
      switch wish {
      case .make(let name, let scopes): try await make(name, scopes, database, workspace)
      case .list: try await list(database, workspace)
      case .revoke(let name): try await revoke(name, database, workspace)
      }
    }
  }

  private func make(
    _ name: String, _ scopes: Set<TokenScope>, _ database: Database, _ workspace: OpenWorkspace
  ) async throws -> ExitCode {
    var chance = SystemRandomNumberGenerator()
    let token = try await Doorkeeper.makeToken(
      named: name, scopes, in: database, at: Date(), using: &chance)
    guard let token else {
      workspace.say(
        "there is a token '\(name)' already; 'gleaner serve --revoke \(name)' revokes it")
      return .failed
    }
    let words = TokenScope.allCases.filter(scopes.contains).map(\.rawValue)
    try await StandardOutput.write { output in
      guard isJSON else { return try output.line(token) }
      try output.row(["name": .string(name), "scopes": .texts(words), "token": .string(token)])
    }
    workspace.say("It may \(words.joined(separator: ", ")). It is shown this once.")
    return .done
  }

  private func list(_ database: Database, _ workspace: OpenWorkspace) async throws -> ExitCode {
    let tokens = try await database.programTokens(limit: Self.tokensMax)
    try await StandardOutput.write { output in
      for token in tokens {
        guard !isJSON else {
          try output.row([
            "name": .string(token.name), "scopes": .texts(token.scopes),
            "made_at": .time(token.madeAt), "used_at": .time(token.usedAt),
          ])
          continue
        }
        let used = token.usedAt.flatMap(UTCTime.text).map { "last used \($0)" } ?? "never used"
        let line = "\(token.name): \(token.scopes.joined(separator: ", ")); \(used)"
        try output.line(TerminalText.clean(line))
      }
    }
    if tokens.isEmpty { workspace.say("no token yet: 'gleaner serve --token NAME' makes one") }
    return .done
  }

  private func revoke(
    _ name: String, _ database: Database, _ workspace: OpenWorkspace
  ) async throws -> ExitCode {
    guard try await database.revokeToken(named: name, at: Date()) else {
      workspace.say("no token '\(name)'; 'gleaner serve --tokens' lists them")
      return .failed
    }
    workspace.say("The token '\(name)' is revoked; whoever has it is out.")
    return .done
  }
}
