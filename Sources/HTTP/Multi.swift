// The handle of libcurl's loop. It is the one object two threads touch: the loop's own thread, and
// whoever wakes it.

private import CCurl
private import Synchronization

/// Owns a multi handle and its connections.
// @unchecked: every method but `wake` is called on the loop's thread only; libcurl documents
// curl_multi_wakeup as safe from any thread while the handle lives, which the lock sees to.
@safe final class Multi: @unchecked Sendable {
  private let handle: OpaquePointer
  private let isOpen = Mutex(true)

  /// Nil: libcurl could not start, for want of memory.
  init?() {
    guard ccurl_start(), let handle = unsafe ccurl_multi_new() else { return nil }
    unsafe self.handle = handle
  }

  deinit { close() }

  /// Connections open at once, those that nobody uses among them.
  func limit(connections: Int) { unsafe ccurl_multi_limit(handle, connections) }

  func add(_ transfer: OpaquePointer) -> Bool { unsafe ccurl_multi_add(handle, transfer) }
  func remove(_ transfer: OpaquePointer) { unsafe ccurl_multi_remove(handle, transfer) }
  func perform() -> Bool { unsafe ccurl_multi_perform(handle) }
  func poll(milliseconds: Int) -> Bool { unsafe ccurl_multi_poll(handle, Int32(milliseconds)) }

  /// Ends the poll that runs, or the next one.
  func wake() {
    isOpen.withLock { isOpen in
      if isOpen { unsafe ccurl_multi_wake(handle) }
    }
  }

  /// Closes all connections.
  ///
  /// On the loop's thread, because the farewell of TLS writes to sockets that may be gone, and only that thread is safe from the signal this raises.
  func close() {
    isOpen.withLock { isOpen in
      if isOpen { unsafe ccurl_multi_free(handle) }
      isOpen = false
    }
  }

  /// The next transfer that has ended, with libcurl's code.
  func nextEnded() -> (transfer: Transfer, code: Int32)? {
    var code: Int32 = 0
    guard let user = unsafe ccurl_multi_ended(handle, &code) else { return nil }
    return (unsafe Unmanaged<Transfer>.fromOpaque(user).takeUnretainedValue(), code)
  }
}
