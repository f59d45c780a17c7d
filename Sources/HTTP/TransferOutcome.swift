// How a transfer ended: our own reason first, then libcurl's code, told apart by how far it got.

private import CCurl

extension Transfer {
  /// The answer, or the error with whatever had come.
  func outcome(_ code: Int32) -> Result<Exchange, LegFailure> {
    if let fault { return failure(fault.error(for: job.leg)) }
    let kind = Int(ccurl_kind(code))
    guard kind == CCURL_OK else { return failure(error(kind, words(for: code))) }
    do throws(BodyDecoder.Fault) { try finishBody() } catch {
      return failure(TransferFault.body(error).error(for: job.leg))
    }
    guard let exchange = collected() else {
      return failure(make(.protocol, "the answer is not HTTP", nil))
    }
    return .success(exchange)
  }

  private func failure(_ error: HTTPError) -> Result<Exchange, LegFailure> {
    .failure(LegFailure(error: error, partial: collected()))
  }

  private func make(
    _ code: HTTPError.Code, _ message: String, _ cause: CurlFailure?
  ) -> HTTPError {
    HTTPError(code, message, context: job.leg.url.description, cause: cause)
  }

  private func error(_ kind: Int, _ cause: CurlFailure) -> HTTPError {
    let url = job.leg.url
    switch kind {
    case CCURL_DNS:
      return make(.dns, "no address found for \(url.host); check the name and the network", cause)
    case CCURL_CONNECT, CCURL_ABORTED:
      if let refused { return refused.error(for: job.leg) }
      return make(.connect, "cannot connect to \(url.authority)", cause)
    case CCURL_TLS: return make(.tls, "no trusted connection: \(cause.words)", cause)
    case CCURL_TIMEOUT: return timeout(cause)
    case CCURL_CUT where head.isComplete:
      return make(.truncated, "the connection ended in the middle of the body", cause)
    case CCURL_CUT: return make(.connect, "the server closed the connection unanswered", cause)
    case CCURL_PROTOCOL: return make(.protocol, "the answer is not HTTP", cause)
    case CCURL_HEADERS where !head.isComplete:
      return make(.headersTooLarge, "the server sent a header line that is too long", cause)
    default: return make(.system, "the transfer failed: \(cause.words)", cause)
    }
  }

  /// What libcurl's timers may be early by: they count in milliseconds, and its clock is read at other moments.
  private static let timerSlack = Duration.milliseconds(20)

  /// libcurl has one code for three limits; the time that passed tells them apart.
  private func timeout(_ cause: CurlFailure) -> HTTPError {
    let limits = job.leg.limits
    if time + Self.timerSlack >= job.leg.budget {
      return make(.timeout, "not complete within \(limits.total.words)", cause)
    }
    if readyAt == nil {
      return make(
        .connectTimeout, "no connection to \(job.leg.url.host) within \(limits.connect.words)",
        cause)
    }
    return make(
      .tooSlow,
      "less than \(limits.lowSpeed) bytes a second for \(limits.lowSpeedTime.words)", cause)
  }
}
