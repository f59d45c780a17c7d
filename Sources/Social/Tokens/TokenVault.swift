// The tokens of accounts: sealed in the database, opened with the key, renewed by one process at a time and written before
// they are used. A process that is killed between the network's answer and the writing costs a new sign-in, and says so.

package import Crypto
package import Feed
package import FoundationEssentials
package import Store

/// Opens, renews and seals tokens.
package struct TokenVault: Sendable {
  /// Tokens that end so soon are renewed before they are used.
  private static let margin = 60.0

  private let database: Database
  private let key: SealingKey
  private let line: @Sendable (AccountName) -> WireLine
  private let now: @Sendable () -> Date

  /// `line` gives the way to an account's server.
  package init(
    _ database: Database, key: SealingKey, now: @escaping @Sendable () -> Date,
    line: @escaping @Sendable (AccountName) -> WireLine
  ) {
    self.database = database
    self.key = key
    self.now = now
    self.line = line
  }

  /// Runs `body` with tokens that are good; once more with new ones, where the network does not take them.
  ///
  /// `body` is run again only after an error of code `signIn`, which says that nothing was done.
  package func using<Value: Sendable>(
    _ account: StoredAccount, _ body: (AccountTokens) async throws -> Value
  ) async throws -> Value {
    if let fault = account.fault { throw SocialError(.signIn, fault, context: account.name.text) }
    var current = account
    if let end = account.expiresAt, end < now().addingTimeInterval(Self.margin) {
      current = try await renewed(account)
    }
    do {
      return try await body(open(current))
    } catch let error as SocialError where error.code == .signIn {
      guard try open(current).isRenewable else { throw await ended(current, error) }
      let next = try await renewed(current)
      do {
        return try await body(open(next))
      } catch let error as SocialError where error.code == .signIn {
        throw await ended(next, error)
      }
    }
  }

  /// The tokens of an account.
  package func open(_ account: StoredAccount) throws(SocialError) -> AccountTokens {
    do throws(SealError) {
      let bytes = try key.open(account.sealed, for: account.place)
      if let tokens = AccountTokens(bytes) { return tokens }
    } catch .otherKey {
      throw SocialError(
        .key,
        "its tokens are sealed with another key: bring that key back, or \(Self.again(account.name))",
        context: account.name.text)
    } catch {}
    throw SocialError(
      .key, "its tokens are damaged: \(Self.again(account.name))", context: account.name.text)
  }

  /// Keeps a sign-in.
  package func keep(_ signedIn: SignedIn) async throws {
    var system = SystemRandomNumberGenerator()
    let place = StoredAccount.place(
      signedIn.name.network, server: signedIn.server, who: signedIn.who)
    try await database.keep(
      AccountDraft(
        name: signedIn.name, server: signedIn.server, who: signedIn.who,
        sealed: key.seal(signedIn.tokens.tokens.bytes, for: place, using: &system),
        expiresAt: signedIn.tokens.expiresAt), at: now())
  }

  /// How a person signs in again.
  package static func again(_ name: AccountName) -> String {
    "sign in again with 'gleaner accounts add \(name.network.rawValue) \(name.text)'"
  }

  /// The account with tokens that are newer than those it has.
  package func renewed(_ account: StoredAccount) async throws -> StoredAccount {
    let (vault, name) = (self, account.name)
    return try await database.renewing(account) {
      guard let current = try await database.account(name) else {
        throw SocialError(.signIn, "it was removed meanwhile", context: name.text)
      }
      guard current.renewals == account.renewals else { return current }
      // Once it is sent, being stopped must not lose what comes back: this ends by the limits of the call.
      return try await Task { try await vault.renew(current) }.value
    }
  }

  private func renew(_ account: StoredAccount) async throws -> StoredAccount {
    let tokens = try open(account)
    try await database.beginRenewal(of: account, at: now())
    let fresh: TimedTokens
    do {
      fresh = try await TokenRenewal.renew(
        tokens, at: account.server, on: line(account.name), now: now())
    } catch let error as SocialError {
      if error.code == .signIn { throw await ended(account, error) }
      if !error.wasSent || error.code == .throttled {
        try await database.withdrawRenewal(of: account)
      }
      throw error
    }
    var system = SystemRandomNumberGenerator()
    try await database.renew(
      account, sealed: key.seal(fresh.tokens.bytes, for: account.place, using: &system),
      expiresAt: fresh.expiresAt)
    guard let stored = try await database.account(account.name) else {
      throw SocialError(.signIn, "it was removed meanwhile", context: account.name.text)
    }
    return stored
  }

  /// Writes down that a sign-in is over, and says why.
  private func ended(_ account: StoredAccount, _ error: SocialError) async -> SocialError {
    let why =
      account.renewingSince == nil
      ? error.message
      : "a renewal of its tokens was interrupted before the new ones were written, and the old ones are used up"
    let words = "\(why); \(Self.again(account.name))"
    try? await database.fault(account, words)
    return SocialError(.signIn, words, context: account.name.text, wasSent: true, cause: error)
  }
}
