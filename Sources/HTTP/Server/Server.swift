// A server over libmicrohttpd. One thread of the library waits on all sockets; each request, once it is whole, is answered
// by a task, and its connection sleeps meanwhile.

private import CHTTPD
private import Glibc
private import Synchronization

/// Listens, and hands each request to a handler.
package final class Server: Sendable {
  /// Makes the answer to a request.
  package typealias Handler = @Sendable (ServerRequest) async -> ServerResponse

  /// Makes the answer to a request for a target whose body is larger than so many bytes.
  package typealias TooLarge = @Sendable (String, Int) -> ServerResponse

  /// Why nobody can be served.
  package struct Failure: Error, Sendable, CustomStringConvertible {
    package let description: String
  }

  /// The port that it listens on.
  package let port: Int
  private let daemon: HTTPDaemon
  private let reception: Reception
  private let sweeping: Task<Void, Never>

  /// Starts listening; port 0 is any that is free.
  package init(
    on address: IPAddress, port: Int, limits: ServerLimits = ServerLimits(),
    tooLarge: @escaping TooLarge = { _, most in
      .text(413, "too large: at most \(most) bytes are taken")
    },
    handler: @escaping Handler
  ) throws(Failure) {
    let reception = Reception(limits: limits, tooLarge: tooLarge, handler: handler)
    guard let daemon = HTTPDaemon(on: address, port: port, limits: limits, reception: reception)
    else {
      let why = unsafe String(cString: strerror(errno)).lowercased()
      throw Failure(description: "cannot listen on \(address) port \(port): \(why)")
    }
    self.daemon = daemon
    self.reception = reception
    self.port = daemon.port
    sweeping = Task {
      while (try? await Task.sleep(for: .seconds(5))) != nil {
        reception.deadlines.sweep(at: .now)
      }
    }
  }

  /// Takes no more connections, lets what is under way end within the limit, and closes the rest.
  package func stop() async {
    daemon.quiesce()
    await reception.close()
    sweeping.cancel()
    daemon.stop()
  }
}

/// The library's daemon, stopped once.
// Unchecked: the handle is constant and the library's calls are safe from any thread; it is freed once, under the lock.
@safe private final class HTTPDaemon: @unchecked Sendable {
  private let handle: OpaquePointer
  private let isRunning = Mutex(true)
  /// Kept for as long as the library calls it.
  private let reception: Reception

  /// Nil: `errno` says why it cannot listen.
  init?(on address: IPAddress, port: Int, limits: ServerLimits, reception: Reception) {
    let bytes = address.networkOrder
    let given = chttpd_limits(
      connections: UInt32(clamping: limits.connections),
      idle_seconds: UInt32(clamping: limits.idle.components.seconds), head_bytes: limits.headBytes)
    guard
      let handle = unsafe chttpd_start(
        bytes, bytes.count, UInt16(clamping: port), given, reception.callbacks)
    else { return nil }
    unsafe self.handle = handle
    self.reception = reception
  }

  deinit { stop() }

  var port: Int { unsafe Int(chttpd_port(handle)) }

  func quiesce() { unsafe chttpd_quiesce(handle) }

  func stop() {
    let wasRunning = isRunning.withLock { isRunning in
      defer { isRunning = false }
      return isRunning
    }
    if wasRunning { unsafe chttpd_stop(handle) }
  }
}
