// What a ScriptedServer sends in answer to one request, step by step.

import Glibc

/// The answer to one request: bytes, pauses, and what happens to the connection.
package struct Script: Sendable {
  package enum Step: Sendable {
    case send([UInt8])
    case pause(Duration)
    /// The same bytes again and again, a pause between, until the client goes away.
    case forever([UInt8], every: Duration)
    /// Closes the connection in an orderly way.
    case close
    /// Waits until the client goes away.
    case hang
  }

  package var steps: [Step]

  package init(_ steps: [Step]) {
    self.steps = steps
  }

  /// A well-formed answer with its length; the connection stays open.
  package static func answer(
    _ status: Int, headers: [(String, String)] = [], body: [UInt8] = []
  ) -> Script {
    let own = status == 304 || status == 204 ? [] : [("Content-Length", "\(body.count)")]
    return Script([.send(head(status, headers + own) + body)])
  }

  /// A well-formed answer with a text body.
  package static func answer(
    _ status: Int, headers: [(String, String)] = [], _ text: String
  ) -> Script {
    answer(status, headers: headers, body: Array(text.utf8))
  }

  /// A redirect.
  package static func redirect(_ status: Int = 302, to location: String) -> Script {
    answer(status, headers: [("Location", location)])
  }

  /// A body in chunks (RFC 9112, section 7.1), each sent by itself.
  package static func chunked(
    headers: [(String, String)] = [], _ chunks: [[UInt8]], pause: Duration = .zero,
    isCut: Bool = false
  ) -> Script {
    var steps: [Step] = [.send(head(200, headers + [("Transfer-Encoding", "chunked")]))]
    for chunk in chunks {
      let size = Array("\(String(chunk.count, radix: 16))\r\n".utf8)
      steps += [.send(size + chunk + Array("\r\n".utf8)), .pause(pause)]
    }
    steps.append(isCut ? .close : .send(Array("0\r\n\r\n".utf8)))
    return Script(steps)
  }

  /// An answer without length, ended by the end of the connection, then whatever steps are given.
  package static func open(
    _ status: Int = 200, headers: [(String, String)] = [], then steps: [Step]
  ) -> Script {
    Script([.send(head(status, headers + [("Connection", "close")]))] + steps)
  }

  /// The text as it stands, then the end of the connection.
  package static func raw(_ text: String) -> Script {
    Script([.send(Array(text.utf8)), .close])
  }

  /// Status line, headers, empty line.
  package static func head(_ status: Int, _ headers: [(String, String)]) -> [UInt8] {
    let lines = headers.map { "\($0): \($1)\r\n" }.joined()
    return Array("HTTP/1.1 \(status) Status\r\n\(lines)\r\n".utf8)
  }

  /// Carries the steps out; false: the connection is to be closed.
  ///
  /// `onLastBytes` is called before bytes that end the script: who has them may ask again before we come back.
  func run(on connection: Int32, onLastBytes: () -> Void) -> Bool {
    for (index, step) in steps.enumerated() {
      if index == steps.count - 1, case .send = step { onLastBytes() }
      switch step {
      case .send(let bytes):
        guard Self.send(bytes, on: connection) else { return false }
      case .pause(let duration):
        Self.pause(duration)
      case .forever(let bytes, let gap):
        while Self.send(bytes, on: connection) { Self.pause(gap) }
        return false
      case .close:
        return false
      case .hang:
        var byte: UInt8 = 0
        while recv(connection, &byte, 1, 0) > 0 {}
        return false
      }
    }
    return true
  }

  private static func send(_ bytes: [UInt8], on connection: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Blocks the thread that answers.
  package static func rest(_ duration: Duration) { pause(duration) }

  private static func pause(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
    nanosleep(&time, nil)
  }
}
