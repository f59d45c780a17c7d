// The server over libmicrohttpd: what is sent arrives as it was sent, what is too much is refused, and stopping waits.

import HTTP
import Synchronization
import TestSupport
import Testing

struct ServerTests {
  static let loopback = IPAddress.v4(0x7F00_0001)

  /// Serves for the time of `body`.
  private func serving<Value: Sendable>(
    limits: ServerLimits = ServerLimits(), _ handler: @escaping Server.Handler,
    _ body: (Int) async throws -> Value
  ) async throws -> Value {
    let server = try Server(on: Self.loopback, port: 0, limits: limits, handler: handler)
    let result: Result<Value, any Error>
    do { result = .success(try await body(server.port)) } catch { result = .failure(error) }
    await server.stop()
    return try result.get()
  }

  private static func echo(_ request: ServerRequest) async -> ServerResponse {
    ServerResponse(
      status: 200, headers: ["X-Method": request.method, "X-Target": request.target],
      body: request.body)
  }

  @Test func `a request arrives as it was sent`() async throws {
    let answer = try await serving(Self.echo) { port in
      await RawConnection.exchange(
        "POST /a%2Fb/../c?x=%3F&&y HTTP/1.1\r\nHost: here\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello",
        port: port)
    }
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(answer.contains("X-Target: /a%2Fb/../c?x=%3F&&y\r\n"))
    #expect(answer.hasSuffix("\r\n\r\nhello"))
  }

  @Test func `path and query part at the first question mark`() {
    let request = ServerRequest(
      method: "GET", target: "/a?b?c", headers: Headers(), body: [], peer: nil)
    #expect(request.path == "/a")
    #expect(request.query == "b?c")
  }

  @Test func `two requests of one connection are told apart`() async throws {
    let answer = try await serving(Self.echo) { port in
      await RawConnection.exchange(
        "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        port: port)
    }
    #expect(answer.contains("X-Target: /1\r\n"))
    #expect(answer.contains("X-Target: /2\r\n"))
  }

  @Test func `a body that is announced too large is refused before it comes`() async throws {
    var limits = ServerLimits()
    limits.bodyBytes = 10
    let answer = try await serving(limits: limits, Self.echo) { port in
      await RawConnection.exchange(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n", port: port)
    }
    #expect(answer.hasPrefix("HTTP/1.1 413 ") || answer.hasPrefix("HTTP/1.1 400 "))
  }

  @Test(arguments: [
    "Content-Length: 0\r\nTransfer-Encoding: chunked", "Content-Length: 0\r\nContent-Length: 38",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", "Content-Length : 0",
  ])
  func `a request whose end can be read in two ways is the last of its connection`(
    fields: String
  ) async throws {
    let answer = try await serving(Self.echo) { port in
      await RawConnection.exchange(
        "POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: a\r\n\r\n",
        port: port)
    }
    #expect(!answer.contains("/hidden"))
    #expect(answer.hasPrefix("HTTP/1.1 400 "))
  }

  @Test func `a body of untold length ends at the limit`() async throws {
    var limits = ServerLimits()
    limits.bodyBytes = 10
    let answer = try await serving(limits: limits, Self.echo) { port in
      await RawConnection.exchange(
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n0123456789a\r\n0\r\n\r\n",
        port: port)
    }
    #expect(answer.isEmpty)
  }

  @Test(arguments: [
    (
      "a long head",
      "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 70_000))\r\n\r\n"
    ),
    ("no host", "GET / HTTP/1.1\r\n\r\n"), ("no HTTP", "hello\r\n\r\n"),
    ("no length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"),
  ])
  func `what is no request is refused`(name: String, request: String) async throws {
    let answer = try await serving(Self.echo) { await RawConnection.exchange(request, port: $0) }
    #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4") || answer.hasPrefix("HTTP/1.1 5"))
  }

  @Test func `a field cannot begin another one`() async throws {
    let response = ServerResponse(
      status: 200, headers: ["Location": "/\r\nSet-Cookie: a=b", "Bad Name": "x", "X-Fine": "é"])
    let answer = try await serving({ _ in response }) { port in
      await RawConnection.exchange(
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", port: port)
    }
    #expect(!answer.contains("Set-Cookie"))
    #expect(!answer.contains("Bad Name"))
    #expect(answer.contains("X-Fine: é\r\n"))
  }

  @Test func `HEAD tells the length and sends nothing`() async throws {
    let answer = try await serving({ _ in .text(200, "twelve bytes") }) { port in
      await RawConnection.exchange(
        "HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", port: port)
    }
    #expect(answer.contains("Content-Length: 13\r\n"))
    #expect(answer.hasSuffix("\r\n\r\n"))
  }

  @Test func `many are served at once`() async throws {
    let most = Mutex(0)
    let current = Mutex(0)
    let answers = try await serving({ request in
      let now = current.withLock { value in
        value += 1
        return value
      }
      most.withLock { $0 = max($0, now) }
      while most.withLock({ $0 }) < 20 { await Task.yield() }
      current.withLock { $0 -= 1 }
      return .text(200, request.target)
    }) { port in
      try await withThrowingTaskGroup(of: Int.self) { group in
        for index in 0..<20 {
          group.addTask { try await fetch("http://127.0.0.1:\(port)/\(index)").status }
        }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
    }
    #expect(answers == Array(repeating: 200, count: 20))
  }

  @Test func `stopping waits for what is under way`() async throws {
    let (began, hasBegun) = AsyncStream<Void>.makeStream()
    let (went, goOn) = AsyncStream<Void>.makeStream()
    let server = try Server(on: Self.loopback, port: 0) { _ in
      hasBegun.yield()
      for await _ in went { break }
      return .text(200, "whole")
    }
    let port = server.port
    async let answer = fetch("http://127.0.0.1:\(port)/")
    for await _ in began { break }
    async let stopped: Void = server.stop()
    goOn.yield()
    #expect(try await answer.status == 200)
    await stopped
    #expect(RawConnection(port: port) == nil)
  }

  @Test func `what does not end is answered for`() async throws {
    var limits = ServerLimits()
    limits.farewell = .zero
    let (began, hasBegun) = AsyncStream<Void>.makeStream()
    let (never, _) = AsyncStream<Void>.makeStream()
    let server = try Server(on: Self.loopback, port: 0, limits: limits) { _ in
      hasBegun.yield()
      for await _ in never {}
      return .text(200, "late")
    }
    async let answer = fetch("http://127.0.0.1:\(server.port)/")
    for await _ in began { break }
    await server.stop()
    #expect(try await answer.status == 503)
  }

  @Test func `whoever leaves early does no harm`() async throws {
    let answered = try await serving(Self.echo) { port in
      for _ in 0..<50 {
        RawConnection(port: port)?.send(
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nsome")
        RawConnection(port: port)?.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      }
      return try await fetch("http://127.0.0.1:\(port)/").status
    }
    #expect(answered == 200)
  }

  @Test func `a port that is taken is named`() async throws {
    try await serving(Self.echo) { port in
      let error = #expect(throws: Server.Failure.self) {
        _ = try Server(on: Self.loopback, port: port, handler: Self.echo)
      }
      #expect(error?.description.hasPrefix("cannot listen on 127.0.0.1 port \(port): ") == true)
    }
  }
}
