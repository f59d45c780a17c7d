// Bytes that no browser sends: too much, too slowly, too often, and two requests that look like one.

import Foundation
import HTTP
import Synchronization
import TestSupport
import Testing
import Web

@Suite(.serialized)
struct SocketSlowTests {
  // MARK: Too much

  @Test func `what is too large is refused, and the next one is served`() async throws {
    try await AttackedSite.with { site in
      let (cookie, token) = try await site.signIn()
      let form = [("Cookie", cookie), ("Content-Type", "application/x-www-form-urlencoded")]
      let pairs = String(repeating: "a=b&", count: 2_000) + "token=\(token)"
      let deep = String(repeating: "[", count: 100_000)
      let heads: [(String, String)] = [
        (
          "a long line", "GET /\(String(repeating: "a", count: 60_000)) HTTP/1.1\r\nHost: a\r\n\r\n"
        ),
        (
          "a long field",
          "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 60_000))\r\n\r\n"
        ),
        (
          "many fields",
          "GET / HTTP/1.1\r\nHost: a\r\n\(String(repeating: "X: y\r\n", count: 10_000))\r\n"
        ),
        (
          "a head without an end",
          "GET / HTTP/1.1\r\nHost: a\r\n\(String(repeating: "X: yyyyyyyyyyyyyyyy\r\n", count: 40_000))"
        ),
      ]
      for (name, bytes) in heads {
        let status = AttackedSite.status(await site.send(bytes)) ?? 431
        #expect((400..<500).contains(status), "\(name)")
      }
      let many = await site.ask("POST", "/review/answer", form, body: pairs)
      #expect(AttackedSite.status(many) == 400)
      let parts = await site.ask("GET", String(repeating: "/a", count: 200), form)
      #expect(AttackedSite.status(parts) == 400)
      for route in site.routes where !route.isSafe {
        let json = await site.ask(
          route.method, route.address(),
          [("Cookie", cookie), ("X-Gleaner-Token", token), ("Content-Type", "application/json")],
          body: deep)
        #expect((AttackedSite.status(json) ?? 500) < 500, "\(route.pattern)")
      }
      let announced =
        "POST /review/answer HTTP/1.1\r\nHost: 127.0.0.1:\(site.port)\r\nContent-Length: 2000000\r\n\r\n"
      #expect(AttackedSite.status(await site.send(announced)) == 413)
      let chunk = "10000\r\n\(String(repeating: "x", count: 0x10000))\r\n"
      let untold =
        "POST /review/answer HTTP/1.1\r\nHost: 127.0.0.1:\(site.port)\r\nTransfer-Encoding: chunked\r\n\r\n"
      let endless = await site.send(untold + String(repeating: chunk, count: 40))
      #expect([nil, 413].contains(AttackedSite.status(endless)))
      #expect(await site.isWell())
    }
  }

  // MARK: Too slowly

  @Test(arguments: [
    ("a head", "GET / HTTP/1.1\r\nHost: a\r\n", "X: y\r\n"),
    ("a body", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n", "x"),
    (
      "a chunked body", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
      "1\r\nx\r\n"
    ),
    ("nothing", "", ""),
  ])
  func `who sends a little now and then is cut off`(
    name: String, start: String, more: String
  ) async throws {
    try await AttackedSite.with(limits: Self.impatient) { site in
      let connection = try #require(RawConnection(port: site.port))
      connection.send(start)
      let began = ContinuousClock.now
      while !connection.isClosed, ContinuousClock.now - began < .seconds(15) {
        connection.send(more)
        #expect(await site.isWell())
        try await Task.sleep(for: .milliseconds(200))
      }
      #expect(ContinuousClock.now - began < .seconds(12))
    }
  }

  @Test func `who does not take the answer is cut off`() async throws {
    let large = ServerResponse(status: 200, body: Array(repeating: 0x78, count: 64 << 20))
    let server = try Server(on: .v4(0x7F00_0001), port: 0, limits: Self.impatient) { _ in large }
    let connection = try #require(RawConnection(port: server.port))
    connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    try await Task.sleep(for: .seconds(8))
    let taken = await connection.waitForRest().utf8.count
    #expect(taken > 0 && taken < 64 << 20)
    await server.stop()
  }

  private static var impatient: ServerLimits {
    var limits = ServerLimits()
    (limits.idle, limits.transfer) = (.seconds(2), .seconds(2))
    return limits
  }

  // MARK: Too often

  @Test func `who takes all connections has them for a moment only`() async throws {
    var limits = Self.impatient
    limits.connections = 16
    try await AttackedSite.with(limits: limits) { site in
      let held = (0..<64).compactMap { _ in RawConnection(port: site.port) }
      for connection in held { connection.send("GET / HTTP/1.1\r\n") }
      #expect(await site.isWell())
      #expect(held.count == 64)
    }
  }

  @Test func `who comes and goes a thousand times leaves nothing behind`() async throws {
    try await AttackedSite.with { site in
      for number in 0..<1_000 {
        let connection = RawConnection(port: site.port)
        if number % 3 == 0 { connection?.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n") }
        if number % 3 == 1 { connection?.send("POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nx") }
      }
      #expect(await site.isWell())
    }
  }

  // MARK: Two requests that look like one

  /// What follows the head, and would be a request of its own to whoever reads the head otherwise.
  private static let hidden = "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n"

  @Test(
    arguments: [
      ("a length and chunks", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
      ("chunks and a length", "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n", ""),
      ("two lengths", "Content-Length: 0\r\nContent-Length: \(hidden.utf8.count)\r\n", ""),
      (
        "two lengths the other way",
        "Content-Length: \(hidden.utf8.count)\r\nContent-Length: 0\r\n", ""
      ),
      ("a list of lengths", "Content-Length: 0, \(hidden.utf8.count)\r\n", ""),
      ("a length with a sign", "Content-Length: +0\r\n", ""),
      ("a length of another base", "Content-Length: 0x0\r\n", ""),
      ("a length below none", "Content-Length: -0\r\n", ""),
      ("no length at all", "Content-Length: \r\n", ""),
      ("a length before its colon", "Content-Length : 0\r\n", ""),
      ("another coding", "Transfer-Encoding: gzip\r\n", ""),
      ("no coding", "Transfer-Encoding: identity\r\n", ""),
      ("a coding that is nearly it", "Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"),
      ("two codings", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n"),
      ("a list of codings", "Transfer-Encoding: identity, chunked\r\n", "0\r\n\r\n"),
      ("a coding before its colon", "Transfer-Encoding : chunked\r\n", "0\r\n\r\n"),
      ("a coding on the next line", "Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n"),
      ("a coding after a bare end", "X: y\rTransfer-Encoding: chunked\r\n", ""),
      ("a chunk of another base", "Transfer-Encoding: chunked\r\n", "0x0\r\n\r\n"),
      ("a chunk below none", "Transfer-Encoding: chunked\r\n", "-0\r\n\r\n"),
      ("a chunk beyond all numbers", "Transfer-Encoding: chunked\r\n", "FFFFFFFFFFFFFFFF1\r\n\r\n"),
      ("a chunk without its end", "Transfer-Encoding: chunked\r\n", "1\r\nxx0\r\n\r\n"),
    ], ["POST", "GET"])
  func `what can be read as two requests is none`(
    attack: (name: String, fields: String, body: String), method: String
  ) async throws {
    let asked = Mutex<[String]>([])
    let server = try Server(on: .v4(0x7F00_0001), port: 0, limits: Self.impatient) { request in
      asked.withLock { $0.append(request.target) }
      return .text(200, "taken")
    }
    let answer = await RawConnection.exchange(
      "\(method) /seen HTTP/1.1\r\nHost: a\r\n\(attack.fields)\r\n\(attack.body)\(Self.hidden)",
      port: server.port)
    await server.stop()
    #expect(asked.withLock { !$0.contains("/hidden") }, "\(attack.name)")
    #expect(answer.components(separatedBy: "taken").count <= 2, "\(attack.name): \(answer)")
  }

  @Test(arguments: ["POST", "GET", "DELETE"])
  func `a body is never the next request`(method: String) async throws {
    let asked = Mutex<[String]>([])
    let server = try Server(on: .v4(0x7F00_0001), port: 0, limits: Self.impatient) { request in
      asked.withLock { $0.append("\(request.target) \(request.body.count)") }
      return .text(200, "taken")
    }
    let length = Self.hidden.utf8.count
    let chunked = "\(String(length, radix: 16))\r\n\(Self.hidden)\r\n0\r\n\r\n"
    for (fields, body) in [
      ("Content-Length: \(length)", Self.hidden), ("Transfer-Encoding: chunked", chunked),
      ("Expect: 100-continue\r\nContent-Length: \(length)", Self.hidden),
    ] {
      _ = await RawConnection.exchange(
        "\(method) /seen HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\(fields)\r\n\r\n\(body)",
        port: server.port)
    }
    await server.stop()
    #expect(asked.withLock { $0 } == Array(repeating: "/seen \(length)", count: 3))
  }
}
