// Sockets as the relays need them: whole writes, and reads into a buffer that messages are cut from.

import Foundation
import Glibc

/// One end of a connection; closed by whoever made it.
struct RelaySocket: Sendable {
  let descriptor: Int32

  static func connect(unix path: String) -> RelaySocket? {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    return with(unix: path) { Glibc.connect(descriptor, $0, $1) == 0 }
      ? RelaySocket(descriptor: descriptor) : dropped(descriptor)
  }

  static func connect(port: Int) -> RelaySocket? {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    address.sin_port = UInt16(port).bigEndian
    let isOpen = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    return isOpen ? RelaySocket(descriptor: descriptor) : dropped(descriptor)
  }

  static func listen(unix path: String) throws -> RelaySocket {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard with(unix: path, { bind(descriptor, $0, $1) == 0 }), Glibc.listen(descriptor, 64) == 0
    else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    return RelaySocket(descriptor: descriptor)
  }

  private static func dropped(_ descriptor: Int32) -> RelaySocket? {
    Glibc.close(descriptor)
    return nil
  }

  private static func with(
    unix path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Bool
  ) -> Bool {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let isShort = withUnsafeMutableBytes(of: &address.sun_path) { room in
      guard path.utf8.count < room.count else { return false }
      room.copyBytes(from: path.utf8)
      return true
    }
    guard isShort else { return false }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }

  /// The process at the other end (unix(7), SO_PEERCRED: numbers of process, user and group).
  var peer: Int32? {
    var credentials: [Int32] = [0, 0, 0]
    var length = socklen_t(credentials.count * MemoryLayout<Int32>.size)
    let isKnown = getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0
    return isKnown ? credentials[0] : nil
  }

  func accept() -> RelaySocket? {
    let connection = Glibc.accept(descriptor, nil, nil)
    guard connection >= 0 else { return nil }
    _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
    return RelaySocket(descriptor: connection)
  }

  func send(_ bytes: some Collection<UInt8>) -> Bool {
    let bytes = Array(bytes)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Ends both directions, so that whoever reads here comes back.
  func end() { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }

  func close() { _ = Glibc.close(descriptor) }
}

/// Cuts messages from what comes in.
struct RelayReader {
  private let socket: RelaySocket
  private var buffer: [UInt8] = []
  private var start = 0
  private var chunk = [UInt8](repeating: 0, count: 32 << 10)

  init(_ socket: RelaySocket) { self.socket = socket }

  /// The next `count` bytes; nil at the end.
  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard fill(count) else { return nil }
    defer { start += count }
    return buffer[start..<start + count]
  }

  /// The same, left where they are.
  mutating func peek(_ count: Int) -> ArraySlice<UInt8>? {
    fill(count) ? buffer[start..<start + count] : nil
  }

  /// Everything up to and with `mark`; nil where the end comes first.
  mutating func take(through mark: [UInt8]) -> ArraySlice<UInt8>? {
    while true {
      if let found = buffer[start...].firstRange(of: mark) {
        return take(found.upperBound - start)
      }
      guard buffer.count - start < 1 << 20, fill(buffer.count - start + 1) else { return nil }
    }
  }

  /// Everything until the end.
  mutating func takeAll() -> ArraySlice<UInt8> {
    while fill(buffer.count - start + 1) {}
    return take(buffer.count - start) ?? []
  }

  private mutating func fill(_ count: Int) -> Bool {
    if start > 64 << 10 {
      buffer.removeFirst(start)
      start = 0
    }
    while buffer.count - start < count {
      let read = recv(socket.descriptor, &chunk, chunk.count, 0)
      guard read > 0 else { return false }
      buffer.append(contentsOf: chunk[..<read])
    }
    return true
  }
}
