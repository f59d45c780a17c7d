// The client against a real server on the loopback: what a caller sees of ordinary answers, and
// what a server sees of the client.

import HTTP
import TestSupport
import Testing

@Suite struct ClientTests {
  @Test func `an answer brings status, headers and body`() async throws {
    let server = try ScriptedServer(paths: [
      "/feed": .answer(200, headers: [("ETag", "W/\"a b\""), ("X-Two", "1"), ("X-Two", "2")], "hi")
    ])
    let response = try await fetch(server.url("/feed"))
    #expect(response.status == 200)
    #expect(response.body == Array("hi".utf8))
    #expect(response.headers["etag"] == "W/\"a b\"")
    #expect(response.headers.all("x-two") == ["1", "2"])
    #expect(response.headers.list("X-TWO") == "1, 2")
    #expect(response.url == server.url("/feed"))
    #expect(response.hops.isEmpty)
    #expect(response.wireBytes == 2)
  }

  @Test(arguments: [200, 204, 226, 304, 401, 403, 404, 410, 429, 500, 503])
  func `every final status is an answer`(status: Int) async throws {
    let server = try ScriptedServer(paths: [
      "/": .answer(status, headers: [("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT")])
    ])
    let response = try await fetch(server.url())
    #expect(response.status == status)
    #expect(response.headers["Retry-After"] == "Wed, 21 Oct 2026 07:28:00 GMT")
    #expect(response.body.isEmpty)
  }

  @Test(arguments: [
    ("If-None-Match", "W/\"a b\""), ("If-None-Match", "unquoted;odd,\t\"x\""),
    ("If-Modified-Since", "Tue, 01 Jan 2041 00:00:00 GMT"), ("A-IM", "feed"), ("X-Empty", ""),
    ("Authorization", "Bearer é"), ("Content-Type", "application/json"),
  ])
  func `a header arrives byte for byte`(name: String, value: String) async throws {
    let server = try ScriptedServer(paths: ["/": .answer(304)])
    _ = try await fetch(server.url()) { $0.headers[name] = value }
    #expect(server.requests.first?[header: name] == value)
  }

  @Test func `the client names itself once, and a request may name itself otherwise`() async throws
  {
    let server = try ScriptedServer(paths: ["/": .answer(200)])
    _ = try await fetch(server.url())
    _ = try await fetch(server.url()) { $0.headers["user-agent"] = "Other" }
    let names = server.requests.map { request in
      request.headers.filter { $0.name.lowercased() == "user-agent" }.map(\.value)
    }
    #expect(names == [["Gleaner/0 (+https://gleaner.example/)"], ["Other"]])
  }

  @Test(arguments: Method.allCases)
  func `each method arrives with its body`(method: Method) async throws {
    let server = try ScriptedServer(paths: ["/": .answer(200, headers: [], body: [])])
    let sends = method != .get && method != .head
    let body = sends ? Array("{\"a\":\0}".utf8) : []
    _ = try await fetch(server.url()) {
      $0.method = method
      $0.body = body
    }
    let request = try #require(server.requests.first)
    #expect(request.method == method.rawValue)
    #expect(request.body == body)
    #expect(request[header: "Content-Type"] == nil)
    #expect(request[header: "Expect"] == nil)
  }

  @Test func `an empty POST announces its length`() async throws {
    let server = try ScriptedServer(paths: ["/": .answer(200)])
    _ = try await fetch(server.url()) { $0.method = .post }
    #expect(server.requests.first?[header: "Content-Length"] == "0")
  }

  @Test func `an answer to HEAD has no body, whatever length it names`() async throws {
    let server = try ScriptedServer(paths: [
      "/": Script([.send(Script.head(200, [("Content-Length", "500")]))])
    ])
    let response = try await fetch(server.url()) { $0.method = .head }
    #expect(response.headers["content-length"] == "500")
    #expect(response.body.isEmpty)
  }

  @Test func `chunks are put together and trailers are no headers`() async throws {
    let server = try ScriptedServer(paths: [
      "/": .raw(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nX-T: 1\r\n\r\n"
      )
    ])
    let response = try await fetch(server.url())
    #expect(response.body == Array("abcde".utf8))
    #expect(response.headers["X-T"] == nil)
  }

  @Test func `informational answers are passed over`() async throws {
    let server = try ScriptedServer(paths: [
      "/": .raw(
        "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\nHTTP/1.1 200 OK\r\nX-Late: 1\r\n\r\nbody")
    ])
    let response = try await fetch(server.url())
    #expect(response.status == 200)
    #expect(response.headers["X-Early"] == nil)
    #expect(response.headers["X-Late"] == "1")
  }

  @Test func `a connection is used again for reading and not for POST`() async throws {
    let server = try ScriptedServer(paths: ["/": .answer(200)])
    let client = client()
    for method in [Method.get, .get, .get, .post, .post] {
      _ = try await client.send(Request(method, server.url(), allowPrivate: true))
    }
    #expect(server.connectionCount == 3)
  }

  @Test func `a POST is sent once where the server hangs up on it`() async throws {
    let server = try ScriptedServer { request in
      request.method == "POST" ? Script([.close]) : .answer(200)
    }
    let client = client()
    _ = try await client.send(Request(.get, server.url(), allowPrivate: true))
    let error = await #expect(throws: HTTPError.self) {
      _ = try await client.send(Request(.post, server.url(), allowPrivate: true))
    }
    #expect(error?.code == .connect)
    #expect(server.requests.count { $0.method == "POST" } == 1)
  }

  @Test func `a hundred requests at once all come back with their own answer`() async throws {
    let server = try ScriptedServer { .answer(200, $0.path) }
    let client = client()
    let wrong = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<100 {
        group.addTask {
          let request = Request(.get, server.url("/\(number)"), allowPrivate: true)
          return (try? await client.send(request))?.body != Array("/\(number)".utf8)
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(wrong == 0)
    #expect(server.mostAtOnce <= 16)
  }

  @Test(arguments: [1, 3])
  func `a host is never asked more at once than the setting says`(limit: Int) async throws {
    let server = try ScriptedServer { _ in Script([.pause(.milliseconds(5))] + Script.ok.steps) }
    let client = client(perHost: limit)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<12 {
        group.addTask { _ = try await client.send(Request(.get, server.url(), allowPrivate: true)) }
      }
      try await group.waitForAll()
    }
    #expect(server.mostAtOnce == limit)
    #expect(server.connectionCount <= limit)
  }
}

extension Script {
  static let ok = Script.answer(200, "ok")
}
