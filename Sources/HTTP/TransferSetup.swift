// From a leg to libcurl's settings, and libcurl's callbacks to a Transfer's methods.

private import CCurl

extension Transfer {
  /// Makes the handle what the leg says; false: libcurl refused.
  func configure() -> Bool {
    guard bind(), limit(), addHeaders(), addAddress() else { return false }
    let leg = job.leg
    if !leg.method.isSafe, unsafe !ccurl_transfer_fresh(handle) { return false }
    guard leg.method.announcesBody || !leg.body.isEmpty else { return true }
    return unsafe leg.body.withUnsafeBufferPointer { bytes in
      unsafe ccurl_transfer_body(handle, bytes.baseAddress, bytes.count)
    }
  }

  private func limit() -> Bool {
    let limits = job.leg.limits
    return unsafe ccurl_transfer_limit(
      handle,
      ccurl_limits(
        connect_ms: limits.connect.milliseconds,
        total_ms: job.leg.budget.milliseconds))
  }

  /// Starts to measure the speed; false: libcurl refused.
  func measureSpeed() -> Bool {
    let limits = job.leg.limits
    return unsafe ccurl_transfer_speed(
      handle, limits.lowSpeed, max(1, limits.lowSpeedTime.milliseconds / 1000))
  }

  /// `Expect` and a guessed content type are libcurl's habits with a body; we leave them out.
  private func addHeaders() -> Bool {
    var lines = job.leg.headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
    lines.append("Accept-Encoding: gzip, deflate, br")
    lines.append("Expect:")
    if job.leg.headers["Content-Type"] == nil { lines.append("Content-Type:") }
    return lines.allSatisfy { unsafe ccurl_transfer_header(handle, $0) }
  }

  private func addAddress() -> Bool {
    let url = job.leg.url
    guard let address = job.leg.addresses[url.host] else { return true }
    return unsafe ccurl_transfer_resolve(handle, "\(url.host):\(url.port):\(address)")
  }

  private func bind() -> Bool {
    let callbacks = unsafe ccurl_callbacks(
      user: Unmanaged.passUnretained(self).toOpaque(),
      header: { unsafe Transfer.of($0).take(header: UnsafeBufferPointer(start: $1, count: $2)) },
      body: { unsafe Transfer.of($0).take(body: UnsafeBufferPointer(start: $1, count: $2)) },
      address: { unsafe Transfer.of($0).allows(UnsafeBufferPointer(start: $1, count: $2)) },
      ready: { unsafe Transfer.of($0).becameReady() })
    return unsafe ccurl_transfer_bind(handle, callbacks)
  }
}
