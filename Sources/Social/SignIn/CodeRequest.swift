// The step of OAuth in which the person says yes in a browser (RFC 6749 §4.1, RFC 7636), and the reading of what comes back.

import Crypto
import Feed
import Service

/// An address to be opened, and what its answer has to hold.
package struct CodeRequest: Sendable {
  /// The redirect of a code that is shown in the browser and pasted.
  package static let outOfBand = "urn:ietf:wg:oauth:2.0:oob"
  private static let codeBytesMax = 4_096

  /// What the person opens.
  package let address: String
  /// Where the browser comes back to.
  package let redirect: String
  /// What tells the answer of this sign-in from any other's.
  package let state: String
  let proof: ProofKey?

  /// Makes an address of a server's authorization endpoint.
  static func make(
    at endpoint: String, client: String, scope: String, redirect: String, hasProof: Bool = true
  ) -> CodeRequest {
    var system = SystemRandomNumberGenerator()
    let state = Base64Text.url(RandomBytes.make(16, using: &system))
    let proof = hasProof ? ProofKey(using: &system) : nil
    var fields = [
      WireCall.Field("response_type", "code"), WireCall.Field("client_id", client),
      WireCall.Field("redirect_uri", redirect), WireCall.Field("scope", scope),
      WireCall.Field("state", state),
    ]
    if let proof {
      fields.append(WireCall.Field("code_challenge", proof.challenge))
      fields.append(WireCall.Field("code_challenge_method", ProofKey.method))
    }
    return CodeRequest(
      address: "\(endpoint)?\(WireCall.encoded(fields))", redirect: redirect, state: state,
      proof: proof)
  }

  /// The form that turns a code into tokens.
  func exchange(_ code: String) -> [WireCall.Field] {
    var fields = [
      WireCall.Field("grant_type", "authorization_code"), WireCall.Field("code", code),
      WireCall.Field("redirect_uri", redirect),
    ]
    if let proof { fields.append(WireCall.Field("code_verifier", proof.verifier)) }
    return fields
  }

  /// The code in what came back: pasted alone, or in an address with the state of this request.
  func code(in answer: String) throws(SocialError) -> String {
    let text = answer.filter { !$0.isWhitespace }
    let query = text.contains("?") ? text.drop { $0 != "?" }.dropFirst() : text[...]
    let fields = Self.fields(query.prefix { $0 != "#" })
    if let error = fields["error"] {
      let said = fields["error_description"].map { ": \($0)" } ?? ""
      throw SocialError(
        .refused,
        "you or the network declined (\(TerminalText.excerpt(error + said, limit: 200)))")
    }
    let isOutOfBand = redirect == Self.outOfBand
    // snac shows the code with the state behind it.
    let bare = isOutOfBand ? String(text.prefix { $0 != "&" }) : nil
    guard let code = fields["code"] ?? bare else {
      throw SocialError(
        .settings, "no code in it; paste the whole address that the browser came to")
    }
    guard fields["state"].map({ $0 == state }) ?? isOutOfBand else {
      throw SocialError(.refused, "that answer belongs to another sign-in; begin anew")
    }
    guard (1...Self.codeBytesMax).contains(code.utf8.count),
      code.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { throw SocialError(.settings, "that is no code; copy it again, whole") }
    return code
  }

  private static func fields(_ query: Substring) -> [String: String] {
    var fields: [String: String] = [:]
    for part in query.split(separator: "&").prefix(20) {
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard halves.count == 2 else { continue }
      let value = PercentEncoding.decoded(halves[1].replacing("+", with: " "))
      fields[String(halves[0])] = String(decoding: value, as: UTF8.self)
    }
    return fields
  }
}
