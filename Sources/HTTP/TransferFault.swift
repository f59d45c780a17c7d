// Reasons of ours to end a transfer, and how each is worded. libcurl only learns that we said no.

/// Why we ended a transfer.
enum TransferFault: Error {
  case refused(IPAddress, AddressPolicy.Refusal)
  case headers(String)
  case body(BodyDecoder.Fault)
  case notText(String)
  case firstByte
  case cancelled
  case closed
  case overloaded
  case memory

  func error(for leg: Leg) -> HTTPError { error(url: leg.url, limits: leg.limits) }

  func error(url: URLReference, limits: Limits) -> HTTPError {
    let (code, message) = wording(limits)
    return HTTPError(code, message, context: url.description)
  }

  private func wording(_ limits: Limits) -> (HTTPError.Code, String) {
    switch self {
    case .refused(let address, let refusal):
      let remedy = refusal.isPrivate ? "; allow_private permits it" : ""
      return (.refusedAddress, "refused: \(address) is \(refusal.what)\(remedy)")
    case .headers(let what): return (.headersTooLarge, "the server sent \(what)")
    case .body(let fault): return fault.wording(limits)
    case .notText(let name): return (.notText, "the answer is \(name), not text")
    case .firstByte:
      return (.firstByteTimeout, "connected, but no answer within \(limits.firstByte.words)")
    case .cancelled: return (.cancelled, "the request was cancelled")
    case .closed: return (.closed, "the client was closed")
    case .overloaded: return (.overloaded, "too many requests are waiting; send fewer at once")
    case .memory: return (.system, "no memory or file descriptors left for a transfer")
    }
  }
}

extension BodyDecoder.Fault {
  func wording(_ limits: Limits) -> (HTTPError.Code, String) {
    switch self {
    case .tooLarge: (.tooLarge, "the body is larger than the limit of \(limits.body) bytes")
    case .bomb:
      (
        .compressionBomb,
        "the body is compressed more than \(limits.compression) to 1, as only an attack is"
      )
    case .corrupt: (.decoding, "the compressed body is corrupt")
    case .cut: (.truncated, "the compressed body ends too early")
    case .unknown(let label): (.decoding, "the body is compressed with \(label), not asked for")
    case .memory: (.system, "no memory to decompress the body")
    }
  }
}
