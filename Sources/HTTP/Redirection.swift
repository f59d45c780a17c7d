// Redirects are followed by us and not by libcurl, so that each hop is checked like a first request,
// reported with its status, and carries only what may go there. Pure: a leg and its answer give the
// next leg.

/// The way from a request to the address that answers.
struct Redirection: Sendable {
  private(set) var hops: [Hop] = []
  private let first: Leg
  private let validated: URLReference
  private var seen: Set<String>

  /// `validated` is where the `If-…` headers come from.
  init(_ first: Leg, validated: String?) throws(HTTPError) {
    self.first = first
    self.validated =
      try validated.map { text throws(HTTPError) in try URLReference(text) }
      ?? first.url
    self.seen = [Self.key(first)]
  }

  /// The headers that may go to the address of this leg.
  ///
  /// Credentials stay with the origin they were given for, validators with the address that issued them.
  func permitted(_ leg: Leg) -> Headers {
    let keepsCredentials = first.url.trusts(leg.url)
    let keepsValidators = validated.isValidated(by: leg.url)
    return Headers(
      leg.headers.filter { header in
        if Self.isCredential(header) { return keepsCredentials }
        if Self.isValidator(header) { return keepsValidators }
        return true
      })
  }

  /// The leg that follows this answer, or nil if the answer is final.
  ///
  /// Throws `tooManyRedirects`, `redirectLoop`, `protocol`, `invalidURL`, `insecureRedirect`.
  mutating func next(after leg: Leg, _ answer: Exchange) throws(HTTPError) -> Leg? {
    guard [301, 302, 303, 307, 308].contains(answer.status),
      let location = answer.headers["Location"], !location.isEmpty
    else { return nil }
    let target = try URLReference(location, relativeTo: leg.url, limit: leg.limits.url)
    try refuseDowngrade(from: leg, to: target)
    var next = leg
    next.url = target
    Self.changeMethod(&next, status: answer.status)
    guard hops.count < leg.limits.redirects else {
      throw HTTPError(
        .tooManyRedirects, "more than \(leg.limits.redirects) redirects",
        context: first.url.description)
    }
    hops.append(Hop(status: answer.status, from: leg.url.text, to: target.text))
    guard seen.insert(Self.key(next)).inserted else {
      throw HTTPError(
        .redirectLoop, "redirects lead back to \(target)", context: first.url.description)
    }
    return next
  }

  /// Refuses the step from https to http for what carries a secret or a body.
  ///
  /// A plain reading may take it, as it could have started there; the hop is on record.
  private func refuseDowngrade(from leg: Leg, to target: URLReference) throws(HTTPError) {
    guard leg.url.scheme == "https", target.scheme == "http" else { return }
    let isPlain = leg.body.isEmpty && !leg.headers.contains(where: Self.isCredential)
    guard !isPlain || !(leg.method == .get || leg.method == .head) else { return }
    throw HTTPError(
      .insecureRedirect, "a request with credentials or a body is redirected to plain \(target)",
      context: first.url.description)
  }

  /// RFC 9110, section 15.4: 303 reads with GET; 301 and 302 turn POST into GET, as all clients do.
  private static func changeMethod(_ leg: inout Leg, status: Int) {
    let isRead = leg.method == .get || leg.method == .head
    let becomesGet = status == 303 ? !isRead : status < 303 && leg.method == .post
    guard becomesGet else { return }
    leg.method = .get
    leg.body = []
    leg.headers = Headers(leg.headers.filter { !$0.name.lowercased().hasPrefix("content-") })
  }

  private static func key(_ leg: Leg) -> String { "\(leg.method.rawValue) \(leg.url.text)" }

  private static func isCredential(_ header: Header) -> Bool {
    ["authorization", "cookie", "proxy-authorization", "x-api-key", "api-key"]
      .contains { header.isNamed($0) }
  }

  private static func isValidator(_ header: Header) -> Bool {
    header.name.lowercased().hasPrefix("if-")
  }
}
