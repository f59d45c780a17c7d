// One exchange with a provider, whatever is asked of it: JSON out, JSON in, and every failure a setback.

import HTTP
import Service

/// Carries JSON to providers and back.
struct ModelTransport: Sendable {
  /// What came back of one call.
  struct Reply: Sendable {
    let json: JSONValue
    let time: Duration
  }

  /// What is sent, and how what comes back is read.
  struct Letter: Sendable {
    /// Behind the provider's address, as in `/chat/completions`.
    let path: String
    let body: JSONValue
    /// Told the bytes of an answer as they come.
    var onBody: (@Sendable ([UInt8]) -> Void)?
  }

  /// An answer is some thousand tokens; embeddings of a batch are the largest, 2,048 vectors as text.
  private static let bytesMax = 16 << 20
  /// Providers are paid to take several at once; how many a minute is the settings' affair.
  private static let lane = Lane(atOnce: 16, gap: .zero)

  let client: Client
  let timing: Timing

  func send(_ letter: Letter, to line: KeyedProvider) async throws -> Reply {
    let response: Response
    do throws(HTTPError) {
      response = try await client.send(request(letter, line), onBody: letter.onBody)
    } catch {
      if error.code == .cancelled { throw CancellationError() }
      throw Setback(error, at: line.provider)
    }
    return Reply(json: try read(response, line), time: response.time)
  }

  /// The address is the person's own, so private peers may be spoken to; redirects are not followed, so nothing of the
  /// question goes to another host.
  private func request(_ letter: Letter, _ line: KeyedProvider) -> Request {
    var headers: Headers = ["Content-Type": "application/json"]
    if let authorization = line.authorization { headers.add("Authorization", authorization) }
    var limits = Limits()
    limits.connect = min(limits.connect, line.provider.timeout)
    limits.firstByte = line.provider.timeout
    limits.total = line.provider.timeout
    limits.lowSpeed = 0
    limits.body = Self.bytesMax
    limits.redirects = 0
    var request = Request(
      .post, line.provider.url + letter.path, headers: headers,
      body: Array(letter.body.jsonText.utf8), limits: limits, allowPrivate: true)
    // Names are looked up late: what a name at home leads to is seen only here.
    request.requiresPrivate = line.provider.url.hasPrefix("http:")
    request.lane = Self.lane
    return request
  }

  private func read(_ response: Response, _ line: KeyedProvider) throws(Setback) -> JSONValue {
    let type = response.headers["Content-Type"]?.lowercased() ?? ""
    let isStream = type.hasPrefix("text/event-stream")
    let json =
      isStream
      ? StreamedChat.whole(response.body) : try? JSONValue(parsing: response.body)
    let isPage = type.hasPrefix("text/html") || response.body.first { $0 > 0x20 } == 0x3C
    let masked = json.map(line.mask)
    if var setback = Setback(status: response.status, json: masked, isPage: isPage, at: line) {
      let asked = RetryAfterHeader.duration(response.headers, now: timing.date())
      setback.retryAfter = asked
      throw setback
    }
    if let masked, case .object = masked { return masked }
    let what = isPage ? "a web page" : isStream ? "a stream that breaks off" : "no JSON"
    throw Setback(
      .notJSON, "it answered with \(what); check 'url'", at: line.provider.name, course: .rest,
      isFree: isPage)
  }
}
