// From an answer that is no feed to a cause, what the person can do, and how long to leave the server alone. Statuses
// are read as servers use them, which is not always as RFC 9110 has them.

import Feed
import Formats
import FoundationEssentials
import HTTP

/// Names answers other than 200, 226 and 304.
enum AnswerCause {
  /// How long a guard or a login page is left alone.
  static let longWait: TimeInterval = 12 * 3_600

  static func failure(of response: Response, now: Date) -> PullFailure {
    let asked = Freshness.retryAfter(response.headers["Retry-After"], now: now)
      .map { now.addingTimeInterval($0) }
    var failure = named(response, now: now)
    failure.notBefore = [failure.notBefore, asked].compactMap(\.self).max()
    return failure
  }

  private static func named(_ response: Response, now: Date) -> PullFailure {
    let status = response.status
    if status != 429, let challenge = challenge(response, now: now) { return challenge }
    switch status {
    case 401, 407:
      return PullFailure(
        .login,
        "the server wants a user name and password (\(status)); it may have another address "
          + "for readers", notBefore: now.addingTimeInterval(longWait))
    case 403, 451, 999:
      return PullFailure(
        .forbidden,
        "the server refuses to give it (\(status)); if a browser may read it, the site "
          + "blocks readers")
    case 404:
      return PullFailure(
        .notFound,
        "there is nothing at this address now (404); if that stays so, look on the site "
          + "for a new one")
    case 410:
      return PullFailure(
        .gone,
        "the server says it is gone for good (410); look on the site for a new address")
    case 420, 429, 430:
      return PullFailure(
        .throttled,
        "the server asks for fewer requests (\(status)); its domain is left alone for a "
          + "while", scope: .domain)
    case 503, 509, 529:
      return PullFailure(.unavailable, "the server is not available (\(status))")
    case 500...599:
      return PullFailure(.serverError, "the server has an error of its own (\(status))")
    default:
      return PullFailure(.status, "the server answered \(status), which says nothing of a feed")
    }
  }

  /// What guards say in their headers, and else the signs of their pages.
  static func challenge(_ response: Response, now: Date) -> PullFailure? {
    guard let guardian = guardian(response) else { return nil }
    let whose = guardian.isEmpty ? "" : " (\(guardian))"
    return PullFailure(
      .challenge,
      "the site wants proof of a person, a captcha\(whose), and so blocks readers; it "
        + "may have another address for them", notBefore: now.addingTimeInterval(longWait))
  }

  /// The guard's name, empty where it is not known; nil where none is at work.
  private static func guardian(_ response: Response) -> String? {
    let says = { (name: String, words: [String]) in
      response.headers[name].map { value in words.contains { value.lowercased().contains($0) } }
        ?? false
    }
    if says("cf-mitigated", ["challenge"]) { return "Cloudflare" }
    if says("x-vercel-mitigated", ["challenge"]) { return "Vercel" }
    if says("x-amzn-waf-action", ["challenge", "captcha"]) { return "AWS WAF" }
    if response.status == 403,
      says("x-datadome", ["protected"]) || response.headers["x-dd-b"] != nil
    {
      return "DataDome"
    }
    guard case .challenge(let name)? = PageSigns.kind(of: response.body) else { return nil }
    return name ?? ""
  }
}
