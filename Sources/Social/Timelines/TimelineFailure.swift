// Why a timeline could not be read, in the words and causes that all sources have, and until when it is left alone.

package import Feed
import Formats
import FoundationEssentials
import HTTP
import Service

extension PullFailure {
  /// How long a window of reading is where nobody says when it ends.
  private static let window = 900.0
  /// How long a timeline that its server is still putting together is left alone.
  private static let regeneration = 120.0
  /// How long nothing is asked where the month's reading is used up.
  private static let cappedRest = 86_400.0

  /// A call without an answer.
  package init(_ error: any Error, of account: AccountName) {
    guard let error = error as? SocialError else {
      self.init(.system, "\(error)")
      return
    }
    let cause: PullCause =
      switch error.code {
      case .settings: error.message.contains("allow_private") ? .privateAddress : .address
      case .key, .signIn: .login
      case .connection: error.wasSent ? .truncated : .connect
      case .timeout: .timeout
      case .throttled: .throttled
      case .server: .serverError
      case .refused: .forbidden
      }
    let hint = error.code == .signIn ? Self.hint(error.message, account) : ""
    self.init(cause, "\(error.message)\(hint)")
  }

  /// An answer that is no page of posts.
  init(_ reply: WireReply, of account: AccountName, now: Date) {
    let error = reply.error
    let hint = error.code == .signIn ? Self.hint(error.message, account) : ""
    self.init(
      Self.cause(reply, error), error.message + hint, notBefore: Self.notBefore(reply, now: now))
  }

  /// A home feed that Mastodon has begun to put together anew (206).
  static func regenerating(now: Date) -> PullFailure {
    PullFailure(
      .unavailable, "the server is still putting the timeline together (206)",
      notBefore: now.addingTimeInterval(regeneration))
  }

  private static func hint(_ message: String, _ account: AccountName) -> String {
    message.contains("gleaner accounts add")
      ? "" : "; sign in again with 'gleaner accounts add \(account.network.rawValue) \(account)'"
  }

  private static func cause(_ reply: WireReply, _ error: SocialError) -> PullCause {
    if error.code == .signIn { return .login }
    return switch reply.status {
    case 404, 410: .notFound
    case 420, 429: .throttled
    case 503: .unavailable
    case 500...: .serverError
    case 401, 403: .forbidden
    default: .status
    }
  }

  private static func notBefore(_ reply: WireReply, now: Date) -> Date? {
    if reply.isCapped { return now.addingTimeInterval(cappedRest) }
    guard reply.status == 429 || reply.status == 503 else { return nil }
    if let asked = reply.retryAfter(now: now) { return asked }
    let reset = reply.rateLimit(now: now)?.reset ?? now.addingTimeInterval(window)
    return max(reset, now.addingTimeInterval(60))
  }
}

extension WireReply {
  /// The posts in the answer, or in what was made of it; what it says instead comes without secrets.
  func posts(
    from network: Network, url: String? = nil, completed: [UInt8]? = nil
  ) throws(FormatError) -> FeedDocument {
    do throws(FormatError) {
      var page = try TimelineParser.parse(
        completed ?? body, from: network, url: url, headers: headers.map { ($0.name, $0.value) })
      page.defect = page.defect.map(masked)
      return page
    } catch {
      throw FormatError(error.code, masked(error.message))
    }
  }

  /// What the answer says of further calls.
  func rateLimit(now: Date) -> RateLimit? {
    RateLimit(headers: headers.map { ($0.name, $0.value) }, now: now)
  }

  /// `Retry-After`, as a time; nil where there is none.
  func retryAfter(now: Date) -> Date? {
    headers["Retry-After"].flatMap { RetryAfter.seconds($0, now: now) }
      .map { now.addingTimeInterval(min(max($0, 60), PullFailure.longestWait)) }
  }

  /// X: the month's reading is used up.
  var isCapped: Bool { problem == "usage-capped" }
}
