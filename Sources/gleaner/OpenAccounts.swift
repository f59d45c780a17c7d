// What the commands about accounts begin with: the key, the way out, and the tokens.

import Crypto
import Feed
import Foundation
import HTTP
import Pipeline
import Service
import Social
import Store
import Workspace

extension OpenWorkspace {
  private var environment: [String: String] { ProcessInfo.processInfo.environment }

  /// The key of the tokens; nil where there is none yet.
  func vaultKey() throws -> SealingKey? {
    try VaultKey.find(environment: environment, file: location.key)
  }

  /// The key of the tokens, made where there is none yet.
  func madeVaultKey() throws -> SealingKey {
    try VaultKey.findOrMake(environment: environment, file: location.key)
  }

  /// The key of the tokens; an error with the remedy where there is none.
  func neededVaultKey() throws -> SealingKey {
    if let key = try vaultKey() { return key }
    throw SocialError(.key, missingKey)
  }

  /// What to do about a key that is gone.
  var missingKey: String {
    "the key of the tokens is gone: set \(VaultKey.variable), or bring back \(location.relative(location.key)); "
      + "else sign in again with 'gleaner accounts add'"
  }

  /// The tokens of this workspace's accounts.
  func vault(_ database: Database, _ key: SealingKey, _ client: Client) -> TokenVault {
    let settings = settings
    return TokenVault(database, key: key, now: { Date() }) { name in
      WireLine(client, allowPrivate: settings.account(name).allowPrivate)
    }
  }

  /// The way to an account that is signed in to, with its tokens.
  func line(
    to account: StoredAccount, _ database: Database, _ client: Client
  ) throws -> AccountLine {
    let vault = vault(database, try neededVaultKey(), client)
    let line = WireLine(client, allowPrivate: settings.account(account.name).allowPrivate)
    return AccountLine(account.name, server: account.server, who: account.who) { call in
      try await vault.using(account) { tokens in
        let reply = try await line.send(tokens.signed(call, at: Date()))
        // Renews the tokens where they have ended.
        if !reply.isGood, reply.error.code == .signIn { throw reply.error }
        return reply
      }
    }
  }

  /// The accounts whose timelines a run reads.
  func accountLines(_ database: Database, _ client: Client) -> AccountLines {
    { source in
      guard let name = source.timeline?.account, let account = try await database.account(name)
      else { return try await PipelineRun.noAccounts(source) }
      return try line(to: account, database, client)
    }
  }

  /// Whose likes are learned from, and what is said of X when it begins.
  var learning: LearningRules {
    let settings = settings
    var rules = LearningRules()
    rules.isOn = { settings.account($0).learns(on: $0.network) }
    rules.note = { name in
      name.network == .x
        ? "\(name): from now on learned from, as you have set: \(AccountSettings.whyNotX)" : nil
    }
    return rules
  }

  /// The ways on which actions are carried out, for each account that is signed in to.
  func transports(_ database: Database, _ client: Client) async throws -> ActionTransports {
    let lines = try await database.accounts().map { try line(to: $0, database, client) }
    let transports = Dictionary(
      uniqueKeysWithValues: lines.map { ($0.name, $0.transport { Date() }) })
    return { transports[$0] }
  }

  /// Where a sign-in to an account goes, as the settings have it.
  func signInPlace(_ name: AccountName?, _ client: Client) -> SignInPlace {
    let account = settings.account(name)
    return SignInPlace(
      line: WireLine(client, allowPrivate: account.allowPrivate), server: account.server,
      directory: account.directory ?? SignInPlace.directory, now: { Date() })
  }

  /// A client for one command.
  static var client: Client { Client(Client.Settings(userAgent: Version.userAgent)) }

  /// The account that a person names, among those that are signed in to.
  func account(_ text: String, in database: Database) async throws -> StoredAccount {
    let accounts = try await database.accounts()
    if let name = AccountName(text), let found = accounts.first(where: { $0.name == name }) {
      return found
    }
    throw UsageError(
      "no account '\(TerminalText.excerpt(text, limit: 60))'; 'gleaner accounts list' lists them"
        + Nearest.hint(text.lowercased(), among: accounts.map(\.name.text)))
  }
}
