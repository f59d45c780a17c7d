// The way back from a browser. An OAuth server sends the person's browser to an address of this machine with the code in
// it (RFC 8252 §7.3); this waits there for that one request, on the loopback alone, and never for long on anyone.

private import Glibc

/// Listens on 127.0.0.1 for the request that brings a browser back.
package struct RedirectListener: ~Copyable, Sendable {
  package let port: Int
  private let path: String
  private let listener: Int32

  private static let requestBytesMax = 16 << 10
  private static let patience = 2

  /// Why nobody can come back here.
  package struct Failure: Error, Sendable, CustomStringConvertible {
    package let description: String
  }

  /// Starts listening for requests of `path`; port 0 is any that is free.
  package init(port: Int, path: String) throws(Failure) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard listener >= 0 else { throw Failure(description: "no socket: \(Self.lastError)") }
    var on: Int32 = 1
    unsafe setsockopt(
      listener, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(clamping: port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe bind(listener, address, length) == 0 && listen(listener, 8) == 0
          && getsockname(listener, address, &length) == 0
      }
    }
    guard isListening else {
      let why = Self.lastError
      close(listener)
      throw Failure(description: "cannot listen on 127.0.0.1:\(port): \(why)")
    }
    self.port = Int(UInt16(bigEndian: address.sin_port))
    self.listener = listener
    self.path = path
  }

  deinit { close(listener) }

  /// The query of a request that has come, answered with `page`; nil where none has come that is meant.
  ///
  /// Does not wait for a connection, and two seconds at most for one that says nothing.
  package func take(answering page: String) -> String? {
    var waiting = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&waiting, 1, 0) == 1 else { return nil }
    let connection = accept(listener, nil, nil)
    guard connection >= 0 else { return nil }
    defer { close(connection) }
    var time = timeval(tv_sec: Self.patience, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    unsafe setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &time, size)
    unsafe setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &time, size)
    guard let line = Self.request(on: connection), let query = Self.query(of: line, at: path)
    else {
      Self.answer("404 Not Found", "", connection)
      return nil
    }
    Self.answer("200 OK", page, connection)
    return query
  }

  /// What a request line asks of a path.
  private static func query(of line: String, at path: String) -> String? {
    let words = line.split(separator: " ")
    guard words.count == 3, words[0] == "GET" else { return nil }
    let halves = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    return halves.count == 2 && halves[0] == path ? String(halves[1]) : nil
  }

  /// The first line of what is sent, once all of its head is there.
  private static func request(on connection: Int32) -> String? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4_096)
    while bytes.count < requestBytesMax {
      let count = unsafe recv(connection, &chunk, chunk.count, 0)
      guard count > 0 else { return nil }
      bytes += chunk[..<count]
      guard bytes.firstRange(of: Array("\r\n\r\n".utf8)) != nil else { continue }
      return String(decoding: bytes.prefix { $0 != 0x0D }, as: UTF8.self)
    }
    return nil
  }

  private static func answer(_ status: String, _ page: String, _ connection: Int32) {
    let body = Array(page.utf8)
    let head =
      "HTTP/1.1 \(status)\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: \(body.count)\r\n"
      + "Referrer-Policy: no-referrer\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
    let bytes = Array(head.utf8) + body
    _ = unsafe send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    shutdown(connection, Int32(SHUT_WR))
  }

  private static var lastError: String { unsafe String(cString: strerror(errno)).lowercased() }
}
