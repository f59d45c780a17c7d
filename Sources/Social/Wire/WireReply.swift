// What a network answered. A good answer is JSON; a bad one may be anything: a page, a problem, a list of errors, one word.

import Formats
package import HTTP
package import Service

/// The answer to one call.
package struct WireReply: Sendable {
  package let status: Int
  package let headers: Headers
  /// The body, as it came: it may hold new secrets.
  package let body: [UInt8]
  private let host: String
  private let mask: SecretMask

  /// What a network calls an error, and how it puts it.
  package struct Refusal: Sendable, Hashable {
    /// `invalid_grant`, `ExpiredToken`; empty where there is none.
    package let name: String
    /// One line without secrets; empty where nothing is said.
    package let words: String
  }

  private static let wordsMax = 200

  init(_ response: Response, from host: String, mask: SecretMask) {
    status = response.status
    headers = response.headers
    body = response.body
    self.host = host
    self.mask = mask
  }

  /// The body as JSON, read when it is asked for: who wants a page of posts reads it in another way.
  ///
  /// Nil where it is no JSON.
  package var json: JSONValue? { try? JSONValue(parsing: body) }

  /// A text of the answer without the secrets that it may repeat.
  package func masked(_ text: String) -> String {
    TerminalText.excerpt(mask.mask(text), limit: Self.wordsMax)
  }

  package var isGood: Bool { (200..<300).contains(status) }

  /// The object that a good answer is; throws what else it is.
  package func object() throws(SocialError) -> JSONValue {
    guard isGood else { throw error }
    guard let json, case .object = json else {
      throw SocialError(
        .server, "it answered with something that is no JSON; is this the server's address?",
        context: host, wasSent: true)
    }
    return json
  }

  /// A text of that object; throws when it is missing.
  package func text(_ key: String) throws(SocialError) -> String {
    if let text = try object()[key]?.string, !text.isEmpty { return text }
    throw SocialError(.server, "its answer has no '\(key)'", context: host, wasSent: true)
  }

  /// The refusal in the body, without secrets; empty where it has none.
  package var refusal: Refusal {
    let refusal = NetworkRefusal(body)
    return Refusal(name: masked(refusal?.name ?? ""), words: masked(refusal?.words ?? ""))
  }

  /// The end of a problem's type, by which X names what is wrong.
  package var problem: String? { NetworkRefusal(body)?.problem }

  /// The answer as an error.
  package var error: SocialError {
    let refusal = refusal
    let said = refusal.words.isEmpty ? "\(status)" : "\(status): \(refusal.words)"
    let (code, words) = Self.meaning(of: status, refusal.name)
    return SocialError(code, "\(words) (\(said))", context: host, wasSent: true)
  }

  /// Names that end a sign-in whatever the status: RFC 6749 §5.2, RFC 6750 §3.1, and the AT Protocol's.
  private static let endings: Set<String> = [
    "invalid_grant", "invalid_token", "ExpiredToken", "InvalidToken", "AccountTakedown",
  ]

  private static func meaning(of status: Int, _ name: String) -> (SocialError.Code, String) {
    switch status {
    case _ where endings.contains(name): (.signIn, "it does not accept the sign-in")
    case 401: (.signIn, "it does not accept the sign-in")
    case 429: (.throttled, "it asks for fewer calls; try again later")
    case 300..<400: (.refused, "it redirects elsewhere, where no secret is sent")
    case 500...: (.server, "it is in trouble; try again later")
    default: (.refused, "it refuses")
    }
  }
}
