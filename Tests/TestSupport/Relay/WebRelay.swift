// An address that a program takes for a network's server: each request and each answer is a step, and all that reached the
// server is written down, whether or not its answer arrived.

import Foundation
import Glibc
import Synchronization

/// A request that reached the server, and how it was answered.
package struct RelayedCall: Sendable {
  package let method: String
  /// Path and query.
  package let path: String
  package let body: [UInt8]
  /// Nil where no answer came.
  package let status: Int?
}

/// Stands between processes and a web server on the loopback.
package final class WebRelay: Sendable {
  private let port: Int
  private let counter: StepCounter
  private let listener: RelaySocket
  private let log = Mutex<[RelayedCall]>([])
  /// After how many answers one is lost; nil for none.
  private let patience = Mutex<Int?>(nil)
  package let address: String

  /// `port` is the server's.
  package init(to port: Int, _ counter: StepCounter) throws {
    (self.port, self.counter) = (port, counter)
    let (descriptor, own) = try ScriptedServer.listen("127.0.0.1")
    listener = RelaySocket(descriptor: descriptor)
    address = "http://127.0.0.1:\(own)"
    let listener = listener
    Thread.detachNewThread { [weak self] in
      while let client = listener.accept() {
        guard let self else {
          client.close()
          continue
        }
        Thread.detachNewThread { self.serve(client) }
      }
      listener.close()
    }
  }

  /// All that reached the server, in the order of the answers.
  package var calls: [RelayedCall] { log.withLock { $0 } }

  /// After so many more answers one does not arrive, and the connection ends.
  package func loseAnswer(after patience: Int) { self.patience.withLock { $0 = patience } }

  package func close() { listener.end() }

  private func serve(_ client: RelaySocket) {
    let life = counter.meet(nil)
    var reader = RelayReader(client)
    while let request = RelayedMessage.read(&reader, isAnswer: false) {
      guard let answer = exchange(request, life),
        counter.pass(life, "answer \(answer.words[1])", forward: { client.send(answer.bytes) })
      else { break }
    }
    client.end()
    client.close()
  }

  /// Hands a request on; nil where it was not let through, or nothing came back.
  private func exchange(_ request: RelayedMessage, _ life: Int) -> RelayedMessage? {
    guard let server = RelaySocket.connect(port: port) else { return nil }
    defer { server.close() }
    // Who is killed right after it was let through is not waited for, but what came of it is.
    var isThrough = false
    let goesOn = counter.pass(life, "\(request.words[0]) \(request.words[1])") {
      isThrough = server.send(request.bytes)
      return isThrough
    }
    guard isThrough else { return nil }
    var reader = RelayReader(server)
    let answer = RelayedMessage.read(&reader, isAnswer: true)
    let call = RelayedCall(
      method: request.words[0], path: request.words[1], body: Array(request.body),
      status: answer.flatMap { Int($0.words[1]) })
    log.withLock { $0.append(call) }
    return goesOn && !isLost() ? answer : nil
  }

  private func isLost() -> Bool {
    patience.withLock { patience in
      patience = patience.map { $0 - 1 }
      guard let left = patience, left < 0 else { return false }
      patience = nil
      return true
    }
  }
}

/// A message of HTTP/1.1 as it stands (RFC 9112).
private struct RelayedMessage {
  let bytes: [UInt8]
  /// Of the first line: three of them.
  let words: [String]
  let body: ArraySlice<UInt8>

  static func read(_ reader: inout RelayReader, isAnswer: Bool) -> RelayedMessage? {
    guard let head = reader.take(through: Array("\r\n\r\n".utf8)).map(Array.init) else {
      return nil
    }
    let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
    let words = (lines.first ?? "").split(separator: " ", maxSplits: 2).map(String.init)
    guard words.count >= 2 else { return nil }
    let length = lines.lazy.compactMap { line -> Int? in
      let halves = line.split(separator: ":", maxSplits: 1)
      guard halves.count == 2, halves[0].lowercased() == "content-length" else { return nil }
      return Int(halves[1].trimmingCharacters(in: .whitespaces))
    }.first
    let isBare = isAnswer && ["204", "304"].contains(words[1])
    let body: ArraySlice<UInt8>?
    switch (length, isAnswer && !isBare) {
    case (let length?, _): body = reader.take(length)
    // The end of the connection is the end of the answer.
    case (nil, true): body = reader.takeAll()
    case (nil, false): body = []
    }
    return body.map { RelayedMessage(bytes: head + $0, words: words, body: $0) }
  }
}
