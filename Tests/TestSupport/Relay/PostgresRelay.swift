// A socket that a program takes for its database: each message of PostgreSQL's protocol (version 3: a letter, a length, a
// body) is a step in either direction.

import Dispatch
import Foundation
import Glibc
import Synchronization

/// Stands between processes and PostgreSQL.
package final class PostgresRelay: Sendable {
  private let folder = NSTemporaryDirectory() + "gleaner-relay-\(UUID().uuidString.prefix(8))"
  private let upstream: String
  private let counter: StepCounter
  private let listener: RelaySocket

  /// `address` is how the database is reached: a connection string with the folder of its socket in `host`.
  package init(to address: String, _ counter: StepCounter) throws {
    self.counter = counter
    let host = address.split(separator: "'").dropFirst().first.map(String.init) ?? ""
    upstream = "\(host)/.s.PGSQL.5432"
    self.address = address.replacing("host='\(host)'", with: "host='\(folder)'")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    listener = try RelaySocket.listen(unix: "\(folder)/.s.PGSQL.5432")
    let (listener, counter, upstream) = (listener, counter, upstream)
    Thread.detachNewThread {
      while let client = listener.accept() {
        Thread.detachNewThread { Self.serve(client, upstream, counter) }
      }
      listener.close()
    }
  }

  /// How the database is reached through here.
  package let address: String

  package func close() {
    listener.end()
    try? FileManager.default.removeItem(atPath: folder)
  }

  private static func serve(_ client: RelaySocket, _ upstream: String, _ counter: StepCounter) {
    // A cancellation is a connection too; either is the process that lives now.
    let life = counter.meet(client.peer)
    guard let server = RelaySocket.connect(unix: upstream) else { return client.close() }
    let done = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      pump(server, to: client, isAsking: false) { counter.pass(life, "answer \($0)", forward: $1) }
      done.signal()
    }
    pump(client, to: server, isAsking: true) { counter.pass(life, "query \($0)", forward: $1) }
    done.wait()
    client.close()
    server.close()
  }

  /// Hands messages on until one end closes, or nothing more is let through; then both are closed.
  private static func pump(
    _ from: RelaySocket, to other: RelaySocket, isAsking: Bool,
    pass: (String, () -> Bool) -> Bool
  ) {
    var reader = RelayReader(from)
    // Only the first message of a client has no letter.
    var hasLetter = !isAsking
    while let message = next(&reader, hasLetter: hasLetter) {
      let name = hasLetter ? String(UnicodeScalar(message.first ?? 0)) : "start"
      hasLetter = true
      guard pass(name, { other.send(message) }) else { break }
    }
    from.end()
    other.end()
  }

  private static func next(_ reader: inout RelayReader, hasLetter: Bool) -> ArraySlice<UInt8>? {
    let letters = hasLetter ? 1 : 0
    guard let head = reader.peek(letters + 4) else { return nil }
    let length = head.dropFirst(letters).reduce(0) { $0 << 8 | Int($1) }
    return length < 4 ? nil : reader.take(letters + length)
  }
}
