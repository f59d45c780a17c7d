// The half of OAuth that three networks share: clients, codes for one use, proofs and tokens, as RFC 6749 and RFC 7636 have
// them. Every rule is enforced, so a client that forgets one does not get in.

import Crypto
import Synchronization

/// Gives codes and tokens, and takes them back.
package final class CodeDesk: Sendable {
  package struct Grant: Sendable {
    package let access: String
    package let refresh: String
  }

  private struct Code {
    let client: String
    let redirect: String
    let challenge: String?
  }

  private struct State {
    var clients: [String: (secret: String?, redirect: String)] = [:]
    var codes: [String: Code] = [:]
    var access: Set<String> = []
    var refresh: Set<String> = []
    /// What was given for refresh tokens that are used up.
    var followers: [String: Grant] = [:]
    var count = 0
  }

  private let prefix: String
  private let state = Mutex(State())
  /// Called when tokens were given for a code, a password or others, before the answer is sent.
  package let whenGiven = Mutexed<@Sendable () -> Void>({})
  /// Whether a refresh token that is used up gives what it has given before, as Bluesky's own servers have it for two
  /// hours.
  package let isPatient = Mutexed(false)

  /// Every secret that is given begins with `prefix`, so that it can be searched for.
  package init(prefix: String) { self.prefix = prefix }

  package func register(_ client: String, secret: String?, redirect: String) {
    state.withLock { $0.clients[client] = (secret, redirect) }
  }

  package func redirect(of client: String) -> String? {
    state.withLock { $0.clients[client]?.redirect }
  }

  /// A code for a request that is in order; nil for any other.
  package func code(_ query: WireFields, needsProof: Bool = true) -> String? {
    state.withLock { state in
      guard query["response_type"] == "code", let client = query["client_id"],
        let redirect = query["redirect_uri"], state.clients[client]?.redirect == redirect,
        (query["state"]?.utf8.count ?? 0) >= 16,
        query["code_challenge_method"] == "S256" || !needsProof
      else { return nil }
      state.count += 1
      let code = "\(prefix)code-\(state.count)-ZYXWVUTS"
      state.codes[code] = Code(
        client: client, redirect: redirect, challenge: query["code_challenge"])
      return code
    }
  }

  /// Tokens for a code, once, or for a refresh token, once; nil where anything does not fit.
  package func grant(_ form: WireFields, basic: String?) -> Grant? {
    let given = state.withLock { granted(form, basic, &$0) }
    if given != nil { whenGiven.value() }
    return given
  }

  private func granted(_ form: WireFields, _ basic: String?, _ state: inout State) -> Grant? {
    let named =
      form["client_id"]
      ?? state.clients.first { basic == Self.basic($0.key, $0.value.secret) }?.key
    guard let named, let client = state.clients[named],
      client.secret == nil || form["client_secret"] == client.secret
        || basic == Self.basic(named, client.secret)
    else { return nil }
    switch form["grant_type"] {
    case "authorization_code":
      guard let code = form["code"].flatMap({ state.codes.removeValue(forKey: $0) }),
        code.client == named, code.redirect == form["redirect_uri"],
        code.challenge == form["code_verifier"].map({ ProofKey(verifier: $0).challenge })
      else { return nil }
    case "refresh_token":
      guard let old = form["refresh_token"], state.refresh.remove(old) != nil else { return nil }
    default: return nil
    }
    return Self.give(prefix, &state)
  }

  private static func basic(_ id: String, _ secret: String?) -> String? {
    secret.map { "Basic \(Base64Text.standard(Array("\(id):\($0)".utf8)))" }
  }

  /// Tokens without a code, as a session has them.
  package func give() -> Grant {
    let given = state.withLock { Self.give(prefix, &$0) }
    whenGiven.value()
    return given
  }

  private static func give(_ prefix: String, _ state: inout State) -> Grant {
    state.count += 1
    let grant = Grant(
      access: "\(prefix)access-\(state.count)-ABCDEFGH",
      refresh: "\(prefix)refresh-\(state.count)-IJKLMNOP")
    state.access.insert(grant.access)
    state.refresh.insert(grant.refresh)
    return grant
  }

  package func isGood(access token: String?) -> Bool {
    state.withLock { state in token.map(state.access.contains) ?? false }
  }

  /// Exchanges a refresh token, once.
  package func renew(_ refresh: String?) -> Grant? {
    let isPatient = isPatient.value
    let given: Grant? = state.withLock { state in
      guard let refresh else { return nil }
      if isPatient, let again = state.followers[refresh] { return again }
      guard state.refresh.remove(refresh) != nil else { return nil }
      let grant = Self.give(prefix, &state)
      state.followers[refresh] = grant
      return grant
    }
    if given != nil { whenGiven.value() }
    return given
  }

  package func revoke(_ token: String?) {
    state.withLock { state in
      guard let token else { return }
      state.access.remove(token)
      state.refresh.remove(token)
    }
  }

  /// Ends all access tokens; refresh tokens stay good.
  package func expire() { state.withLock { $0.access = [] } }

  /// Ends everything, as a person does who throws an application out.
  package func endAll() { state.withLock { ($0.access, $0.refresh) = ([], []) } }

  /// Tokens that somebody could still use.
  package var living: Int { state.withLock { $0.access.count + $0.refresh.count } }

  /// What a token of any kind begins with.
  package var secretPrefix: String { prefix }
}
