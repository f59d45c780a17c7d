// What a client really sent, read from the socket without the help of any HTTP library.

import Glibc

/// A request as it came over the wire.
package struct ReceivedRequest: Sendable {
  package let method: String
  /// Path and query.
  package let path: String
  package let headers: [(name: String, value: String)]
  package let body: [UInt8]

  /// The first value of a header, whatever its case.
  package subscript(header name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// Reads requests from one connection.
struct RequestReader {
  private let connection: Int32
  private var buffer: [UInt8] = []

  init(_ connection: Int32) {
    self.connection = connection
  }

  mutating func next() -> ReceivedRequest? {
    guard let end = fill(until: { $0.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound }) else {
      return nil
    }
    let head = String(decoding: buffer[..<end], as: UTF8.self)
    buffer.removeFirst(end)
    var lines = head.split(separator: "\r\n")
    guard !lines.isEmpty else { return nil }
    let words = lines.removeFirst().split(separator: " ")
    let headers = lines.compactMap { line -> (name: String, value: String)? in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      return (String(line[..<colon]), String(value))
    }
    let length = headers.first { $0.name.lowercased() == "content-length" }.flatMap {
      Int($0.value)
    }
    let count = length ?? 0
    guard words.count >= 2, fill(until: { $0.count >= count ? count : nil }) != nil else {
      return nil
    }
    let body = Array(buffer.prefix(count))
    buffer.removeFirst(count)
    return ReceivedRequest(
      method: String(words[0]), path: String(words[1]), headers: headers, body: body)
  }

  private mutating func fill(until found: ([UInt8]) -> Int?) -> Int? {
    var chunk = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      if let end = found(buffer) { return end }
      let count = recv(connection, &chunk, chunk.count, 0)
      guard count > 0 else { return nil }
      buffer.append(contentsOf: chunk[..<count])
    }
  }
}
