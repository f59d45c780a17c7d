// `gleaner accounts add`: a sign-in, from the first question to sealed tokens. Until all is there nothing is written, and
// what the network has given by then is given back when it ends early.

import Feed
import Foundation
import HTTP
import Service
import Social
import Store
import Workspace

enum AccountsAddCommand: Command {
  static let spec = CommandSpec(
    ["accounts", "add"], "Sign in to an account on Mastodon, Bluesky or X",
    operands: "mastodon|bluesky|x [NAME]", operandCount: 1...2,
    options: [
      OptionSpec("--browser", nil, "mastodon: the browser comes back here, no code is pasted"),
      OptionSpec("--oauth1", nil, "x: by the four secrets of OAuth 1.0a, which do not end"),
      OptionSpec("--allow", "KINDS", "x: ask for these rights too: repost, like"),
      OptionSpec("--redirect", "URL", "x: the callback that you have registered"),
      OpenWorkspace.jsonOption,
    ],
    details: """
      NAME is ada@mastodon.social (or the server alone), ada.bsky.social, or ada@x.com (or nothing).

      Mastodon: opens no browser by itself but shows an address, and takes the code that you get there. An access token \
      of your own in GLEANER_MASTODON_TOKEN does instead.
      Bluesky: takes an app password, of GLEANER_BLUESKY_PASSWORD or typed, and does not keep it.
      X: needs an application of your own in X's developer portal, with the callback \
      \(AccountWish.redirectOfX); its client ID in GLEANER_X_CLIENT_ID (and GLEANER_X_CLIENT_SECRET, if it has one) or \
      typed. With --oauth1: GLEANER_X_CONSUMER_KEY, GLEANER_X_CONSUMER_SECRET, GLEANER_X_TOKEN, GLEANER_X_TOKEN_SECRET.
      Each of these variables may end in _FILE and name a file.

      Tokens are sealed with a key of GLEANER_KEY (or GLEANER_KEY_FILE), else of var/key, which is made. Signing in again \
      replaces the tokens. Ctrl-C leaves nothing.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let wish = try AccountWish(invocation)
    let workspace = try OpenWorkspace(invocation)
    let dialogue = try wish.dialogue(workspace.console, ProcessInfo.processInfo.environment)
    let row = try await workspace.withDatabase { database in
      let client = OpenWorkspace.client
      let vault = workspace.vault(database, try workspace.madeVaultKey(), client)
      let signedIn = try await signIn(wish, workspace.signInPlace(wish.name, client), dialogue)
      try await keep(signedIn, vault, database, workspace, client)
      try await database.hasten(timelinesOf: signedIn.name, at: Date())
      guard let account = try await database.account(signedIn.name) else {
        throw SocialError(.signIn, "it was removed meanwhile", context: signedIn.name.text)
      }
      return workspace.row(account, vault)
    }
    if !invocation.has("--json") {
      workspace.say(
        ProcessInfo.processInfo.environment[VaultKey.variable] == nil
          ? "The tokens are sealed; without the key they are worth nothing, so keep a copy of it."
          : "The tokens are sealed with the key of \(VaultKey.variable).")
    }
    try await workspace.write([row], isJSON: invocation.has("--json"))
    return .done
  }

  private static func signIn(
    _ wish: AccountWish, _ place: SignInPlace, _ dialogue: TerminalDialogue
  ) async throws -> SignedIn {
    switch (wish.network, wish.name) {
    case (.mastodon, _):
      return try await MastodonSignIn(place, dialogue).run(host: wish.host, wanted: wish.name)
    case (.bluesky, let name?):
      return try await BlueskySignIn(place, dialogue).run(name)
    case (.bluesky, nil): throw UsageError("name the account")
    case (.x, _):
      let signIn = XSignIn(place, dialogue)
      return wish.isSigned
        ? try await signIn.runSigned(wanted: wish.name)
        : try await signIn.run(wanted: wish.name, rights: wish.rights)
    }
  }

  /// Writes what is there, and ends the tokens that it replaces; or ends the new ones, if it cannot be written.
  private static func keep(
    _ signedIn: SignedIn, _ vault: TokenVault, _ database: Database, _ workspace: OpenWorkspace,
    _ client: Client
  ) async throws {
    let line = WireLine(
      client, allowPrivate: workspace.settings.account(signedIn.name).allowPrivate)
    do {
      let before = try await database.account(signedIn.name)
      try await vault.keep(signedIn)
      guard let before, let old = try? vault.open(before),
        Set(old.secrets).isDisjoint(with: signedIn.tokens.tokens.secrets)
      else { return }
      _ = try? await SignOut.revoke(old, at: before.server, on: line, now: Date())
    } catch {
      _ = try? await Task {
        try await SignOut.revoke(
          signedIn.tokens.tokens, at: signedIn.server, on: line, now: Date())
      }.value
      throw error
    }
  }
}
