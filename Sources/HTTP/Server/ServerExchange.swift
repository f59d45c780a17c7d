// One request on its way in, and its answer on its way out. The library's thread fills it, a task answers it, and either
// may be gone first: the handle is behind a lock and is taken away when the library says that the exchange is over.

private import CHTTPD
private import Synchronization

/// A request and what belongs to its connection.
final class ServerExchange: Sendable {
  // Unchecked: the library's calls on an exchange may come from any thread; whoever has it holds the lock.
  @safe private struct Handle: @unchecked Sendable {
    let pointer: OpaquePointer
  }

  private struct State {
    var handle: Handle?
    var body: [UInt8] = []
    var task: Task<Void, Never>?
  }

  let method: String
  let target: String
  let headers: Headers
  let peer: IPAddress?
  let descriptor: Int32
  private let bodyBytes: Int
  private let state: Mutex<State>

  /// Reads the head of the request that has begun.
  init(_ handle: OpaquePointer, method: String, target: String, bodyBytes: Int) {
    self.method = method
    self.target = target
    self.bodyBytes = bodyBytes
    headers = unsafe Self.headers(of: handle)
    peer = unsafe Self.peer(of: handle)
    descriptor = unsafe chttpd_descriptor(handle)
    state = Mutex(State(handle: unsafe Handle(pointer: handle)))
  }

  /// Whether the head announces a body that is too large.
  var announcesTooMuch: Bool {
    headers["Content-Length"].map { (Int($0) ?? .max) > bodyBytes } ?? false
  }

  /// Takes some of the body; false once there is too much, which only a body of untold length can be.
  func take(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let room = bodyBytes - state.withLock { $0.body.count }
    guard bytes.count <= room else { return false }
    let bytes = unsafe Array(bytes)
    state.withLock { $0.body += bytes }
    return true
  }

  /// The request, once all of it is there.
  func request() -> ServerRequest {
    ServerRequest(
      method: method, target: target, headers: headers, body: state.withLock { $0.body }, peer: peer
    )
  }

  /// Notes the task that makes the answer.
  func isAnswered(by task: Task<Void, Never>) {
    state.withLock { $0.task = task }
  }

  /// Gives up the task that makes the answer.
  func cancel() {
    state.withLock { $0.task }?.cancel()
  }

  /// Sends the answer, unless the exchange has been answered or is over.
  func answer(_ response: ServerResponse) {
    let fields = response.sendable.flatMap {
      Array($0.name.utf8) + [0] + Array($0.value.utf8) + [0]
    }
    .map { CChar(bitPattern: $0) }
    state.withLock { state in
      guard let handle = state.handle else { return }
      state.handle = nil
      unsafe chttpd_answer(
        handle.pointer, UInt32(response.status), fields, fields.count, response.body,
        response.body.count)
    }
  }

  /// The library has ended the exchange.
  func isOver() {
    state.withLock { $0.handle = nil }
  }

  private static func headers(of handle: OpaquePointer) -> Headers {
    var headers = Headers()
    unsafe withUnsafeMutablePointer(to: &headers) { pointer in
      unsafe chttpd_headers(handle, pointer) { user, name, nameCount, value, valueCount in
        let headers = unsafe user?.assumingMemoryBound(to: Headers.self)
        unsafe headers?.pointee.add(
          ServerExchange.text(name, nameCount), ServerExchange.text(value, valueCount))
      }
    }
    return headers
  }

  private static func text(_ bytes: UnsafePointer<CChar>?, _ count: Int) -> String {
    unsafe String(
      decoding: UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count),
      as: UTF8.self)
  }

  private static func peer(of handle: OpaquePointer) -> IPAddress? {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = unsafe chttpd_peer(handle, &bytes)
    return IPAddress(networkOrder: bytes.prefix(count))
  }
}
