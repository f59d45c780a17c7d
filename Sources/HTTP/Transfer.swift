// One leg while it runs: libcurl's handle and what it has brought so far. Lives on the loop's thread
// from start to end; only values leave it.

private import CCurl

/// A running transfer.
@safe final class Transfer {
  let job: Job
  let handle: OpaquePointer
  private(set) var head = HeaderCollector()
  private(set) var fault: TransferFault?
  /// The first peer we refused; it counts if no other could be reached.
  private(set) var refused: TransferFault?
  private(set) var readyAt: ContinuousClock.Instant?
  private var hasAnswer = false
  private var hasSniffed = false
  private var decoder: BodyDecoder?

  /// Nil: libcurl refused a setting or had no memory.
  init?(_ job: Job) {
    self.job = job
    let method = job.leg.method.rawValue
    guard let handle = unsafe ccurl_transfer_new(method, job.leg.url.text) else { return nil }
    unsafe self.handle = handle
    guard configure() else { return nil }
  }

  deinit { unsafe ccurl_transfer_free(handle) }

  /// Ends it for a reason of ours; libcurl's own reason no longer counts.
  func fail(_ fault: TransferFault) { self.fault = self.fault ?? fault }

  /// When the first byte is due, while it is being waited for.
  var firstByteDue: ContinuousClock.Instant? {
    guard !hasAnswer, let readyAt else { return nil }
    return readyAt + job.leg.limits.firstByte
  }

  var time: Duration { .microseconds(unsafe ccurl_transfer_microseconds(handle)) }

  func words(for code: Int32) -> CurlFailure {
    let words = unsafe ccurl_transfer_reason(handle, code).map { unsafe String(cString: $0) }
    return CurlFailure(number: Int(code), words: words ?? "no reason given")
  }

  /// What has come so far; nil before the head of the answer was complete.
  func collected() -> Exchange? {
    guard head.isComplete else { return nil }
    return Exchange(
      status: head.status, headers: head.headers, body: decoder?.body ?? [], time: time,
      wireBytes: decoder?.wireBytes ?? 0)
  }

  /// Checks that nothing is missing behind the last byte.
  func finishBody() throws(BodyDecoder.Fault) { try decoder?.finish() }
}

// MARK: - What libcurl tells us

extension Transfer {
  static func of(_ user: UnsafeMutableRawPointer?) -> Transfer {
    guard let user = unsafe user else { preconditionFailure("bound in configure") }
    return unsafe Unmanaged<Transfer>.fromOpaque(user).takeUnretainedValue()
  }

  /// Looks at one header line; false ends the transfer.
  func take(header line: UnsafeBufferPointer<UInt8>) -> Bool {
    if !hasAnswer { hasAnswer = measureSpeed() }
    if let broken = unsafe head.take(line, limits: job.leg.limits) { fail(.headers(broken)) }
    return fault == nil
  }

  func take(body bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard fault == nil else { return false }
    if decoder == nil {
      let label = head.headers.list("Content-Encoding") ?? ""
      decoder = BodyDecoder(label: label, limits: job.leg.limits)
    }
    let told = decoder?.body.count ?? 0
    do throws(BodyDecoder.Fault) { try unsafe decoder?.append(bytes) } catch { fail(.body(error)) }
    sniff()
    if fault == nil { tell(after: told) }
    return fault == nil
  }

  /// Hands on what a piece added to the body.
  private func tell(after told: Int) {
    guard let onBody = job.leg.onBody, (200..<300).contains(head.status),
      let body = decoder?.body, body.count > told
    else { return }
    onBody(Array(body[told...]))
  }

  /// Ends the transfer of what is no text, as soon as enough of it is there to tell.
  private func sniff() {
    guard job.leg.expectsText, !hasSniffed, (200..<300).contains(head.status),
      let body = decoder?.body, body.count >= BinaryKind.sample
    else { return }
    hasSniffed = true
    let type = head.headers["Content-Type"]
    if let name = BinaryKind.name(body.prefix(BinaryKind.sample), contentType: type) {
      fail(.notText(name))
    }
  }

  /// A refused address does not end the transfer: another address of the same name may be allowed.
  func allows(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let address = unsafe IPAddress(networkOrder: bytes) else { return false }
    let policy = AddressPolicy.standard
    var refusal = policy.refusal(of: address, allowPrivate: job.leg.allowPrivate)
    if job.leg.requiresPrivate, !policy.isPrivate(address) {
      refusal = refusal ?? AddressPolicy.tooPublic
    }
    if let refusal { refused = refused ?? .refused(address, refusal) }
    return refusal == nil
  }

  func becameReady() {
    readyAt = .now
    job.onStart()
  }
}
