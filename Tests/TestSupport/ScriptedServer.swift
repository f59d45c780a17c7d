// A web server that does as it is told, right or wrong: real sockets on the loopback, one thread for
// each connection, and a script that decides byte by byte what is sent. Frameworks refuse to send
// the broken answers that a fetcher must survive.

import Foundation
import Glibc
import Synchronization

/// An HTTP/1.1 server on the loopback whose answers are scripts.
package final class ScriptedServer: Sendable {
  package typealias Handler = @Sendable (ReceivedRequest) -> Script

  /// Where it listens: 127.0.0.1, or another of 127.0.0.0/8 to be another host.
  package let address: String
  package let port: Int
  private let listener: Int32
  private let handler: Handler
  private let state = Mutex(State())

  private struct State {
    var requests: [ReceivedRequest] = []
    var connections: Set<Int32> = []
    var accepted = 0
    var answering = 0
    var mostAtOnce = 0
    var isClosed = false
    var waiters: [(count: Int, reply: CheckedContinuation<Void, Never>)] = []
  }

  /// Starts listening on a free port and answers each request with what the handler returns.
  package init(on address: String = "127.0.0.1", _ handler: @escaping Handler) throws {
    let (listener, port) = try Self.listen(address)
    self.listener = listener
    self.address = address
    self.port = port
    self.handler = handler
    Thread.detachNewThread { [weak self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { break }
        guard let self, self.open(connection) else {
          Glibc.close(connection)
          continue
        }
        Thread.detachNewThread { [weak self] in self?.serve(connection) }
      }
      Glibc.close(listener)
    }
  }

  /// Starts a server that knows these paths and answers 404 to all others.
  package convenience init(
    on address: String = "127.0.0.1", paths: [String: Script]
  ) throws {
    try self.init(on: address) { request in paths[request.path] ?? .answer(404) }
  }

  deinit { close() }

  /// The address of a path on this server.
  package func url(_ path: String = "/") -> String { "http://\(address):\(port)\(path)" }

  /// Every request so far, in the order of arrival.
  package var requests: [ReceivedRequest] { state.withLock { $0.requests } }

  /// Connections accepted so far.
  package var connectionCount: Int { state.withLock { $0.accepted } }

  /// The most requests that were being answered at one time.
  package var mostAtOnce: Int { state.withLock { $0.mostAtOnce } }

  /// Returns as soon as this many requests have come.
  package func received(_ count: Int) async {
    await withCheckedContinuation { reply in
      let isThere = state.withLock { state in
        if state.requests.count >= count { return true }
        state.waiters.append((count, reply))
        return false
      }
      if isThere { reply.resume() }
    }
  }

  /// Stops listening and cuts every connection.
  package func close() {
    let (connections, waiters, isFirst) = state.withLock { state in
      defer {
        state.isClosed = true
        state.waiters = []
      }
      return (state.connections, state.waiters, !state.isClosed)
    }
    guard isFirst else { return }
    waiters.forEach { $0.reply.resume() }
    connections.forEach { _ = shutdown($0, Int32(SHUT_RDWR)) }
    _ = shutdown(listener, Int32(SHUT_RDWR))
  }
}

extension ScriptedServer {
  static func listen(_ host: String) throws -> (listener: Int32, port: Int) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr(host)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, length) == 0 && Glibc.listen(listener, 256) == 0
          && getsockname(listener, address, &length) == 0
      }
    }
    guard isListening else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    return (listener, Int(UInt16(bigEndian: address.sin_port)))
  }

  private func open(_ connection: Int32) -> Bool {
    // A head and a body are sent apart, which would otherwise cost 40 ms of waiting for an ACK.
    var on: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    setsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &on, size)
    return register(connection)
  }

  private func register(_ connection: Int32) -> Bool {
    state.withLock { state in
      guard !state.isClosed else { return false }
      state.accepted += 1
      state.connections.insert(connection)
      return true
    }
  }

  private func serve(_ connection: Int32) {
    var reader = RequestReader(connection)
    while let request = reader.next() {
      let ready = begin(request)
      ready.forEach { $0.resume() }
      var isAnswering = true
      let end = {
        if isAnswering { self.state.withLock { $0.answering -= 1 } }
        isAnswering = false
      }
      let goesOn = handler(request).run(on: connection, onLastBytes: end)
      end()
      guard goesOn else { break }
    }
    state.withLock { _ = $0.connections.remove(connection) }
    Glibc.close(connection)
  }

  private func begin(_ request: ReceivedRequest) -> [CheckedContinuation<Void, Never>] {
    state.withLock { state in
      state.requests.append(request)
      state.answering += 1
      state.mostAtOnce = max(state.mostAtOnce, state.answering)
      let count = state.requests.count
      let ready = state.waiters.filter { $0.count <= count }.map(\.reply)
      state.waiters.removeAll { $0.count <= count }
      return ready
    }
  }
}
