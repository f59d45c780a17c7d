// Redirects: every hop checked and reported, and only what may go there goes there.

import HTTP
import TestSupport
import Testing

@Suite struct RedirectTests {
  @Test func `every hop is reported with its status`() async throws {
    let server = try ScriptedServer(paths: [
      "/a": .redirect(301, to: "/b"), "/b": .redirect(302, to: "c?x=1#part"),
      "/c?x=1": .redirect(308, to: "//127.0.0.1:0/"), "/end": .ok,
    ])
    let error = try #require(await failure(server.url("/a")))
    #expect(error.code == .invalidURL)
    #expect(
      error.partial?.hops == [
        Hop(status: 301, from: server.url("/a"), to: server.url("/b")),
        Hop(status: 302, from: server.url("/b"), to: server.url("/c?x=1")),
      ])
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func `each redirecting status is followed`(status: Int) async throws {
    let server = try ScriptedServer(paths: ["/": .redirect(status, to: "/end"), "/end": .ok])
    let response = try await fetch(server.url())
    #expect(response.body == Array("ok".utf8))
    #expect(response.url == server.url("/end"))
    #expect(response.hops.map(\.status) == [status])
  }

  @Test(arguments: [300, 304, 305])
  func `other statuses of their kind are answers`(status: Int) async throws {
    let server = try ScriptedServer(paths: ["/": .redirect(status, to: "/end")])
    #expect(try await fetch(server.url()).status == status)
  }

  @Test func `a redirect without a place to go is an answer`() async throws {
    let server = try ScriptedServer(paths: ["/": .answer(302)])
    #expect(try await fetch(server.url()).status == 302)
  }

  @Test func `ten redirects are followed and the eleventh is not`() async throws {
    let server = try ScriptedServer { request in
      let step = Int(request.path.dropFirst()) ?? 0
      return step == 0 ? .ok : .redirect(to: "/\(step - 1)")
    }
    #expect(try await fetch(server.url("/10")).hops.count == 10)
    let error = try #require(await failure(server.url("/11")))
    #expect(error.code == .tooManyRedirects)
    #expect(error.partial?.hops.count == 10)
  }

  @Test(arguments: ["/self", "/a"])
  func `a circle is named`(path: String) async throws {
    let server = try ScriptedServer(paths: [
      "/self": .redirect(to: "/self"), "/a": .redirect(301, to: "/b"),
      "/b": .redirect(301, to: "/a"),
    ])
    let error = try #require(await failure(server.url(path)))
    #expect(error.code == .redirectLoop)
    #expect(server.requests.count <= 2)
  }

  @Test(arguments: [
    ("file:///etc/passwd", HTTPError.Code.protocol),
    ("ftp://127.0.0.1/x", .protocol),
    ("gopher://127.0.0.1/x", .protocol),
    ("javascript:alert(1)", .invalidURL),
    ("http://user:secret@127.0.0.1/", .invalidURL),
    ("http:\\\\127.0.0.1\\", .invalidURL),
    ("http://169.254.169.254/latest/", .refusedAddress),
    ("http://2852039166/latest/", .refusedAddress),
    ("http://[::ffff:169.254.169.254]/", .refusedAddress),
    ("http://224.0.0.1/", .refusedAddress),
  ])
  func `a redirect to where we do not go is refused`(
    target: String, code: HTTPError.Code
  ) async throws {
    let server = try ScriptedServer(paths: ["/": .redirect(to: target)])
    let error = try #require(await failure(server.url()))
    #expect(error.code == code)
    #expect(!error.description.contains("secret"))
  }

  @Test(arguments: [
    (Method.post, 301, "GET", ""), (.post, 302, "GET", ""), (.post, 303, "GET", ""),
    (.put, 303, "GET", ""), (.post, 307, "POST", "data"), (.post, 308, "POST", "data"),
    (.put, 301, "PUT", "data"), (.head, 303, "HEAD", ""),
  ])
  func `the method changes as browsers change it`(
    method: Method, status: Int, expected: String, body: String
  ) async throws {
    let server = try ScriptedServer(paths: ["/": .redirect(status, to: "/end"), "/end": .ok])
    _ = try await fetch(server.url()) {
      $0.method = method
      $0.headers = ["Content-Type": "text/plain"]
      $0.body = method == .head ? [] : Array("data".utf8)
    }
    let last = try #require(server.requests.last)
    #expect(last.method == expected)
    #expect(last.body == Array(body.utf8))
    #expect(method == .head || (last[header: "Content-Type"] != nil) == !body.isEmpty)
  }

  @Test func `credentials stay with their origin, validators with their address`() async throws {
    let other = try ScriptedServer(on: "127.0.0.2", paths: ["/": .ok])
    let server = try ScriptedServer(paths: [
      "/": .redirect(to: "/same"), "/same": .redirect(to: other.url()),
    ])
    _ = try await fetch(server.url()) {
      $0.headers = [
        "Authorization": "Bearer t", "Cookie": "a=b", "If-None-Match": "\"1\"",
        "If-Modified-Since": "x", "Accept": "text/xml",
      ]
    }
    let names = ["Authorization", "Cookie", "If-None-Match", "If-Modified-Since", "Accept"]
    let same = try #require(server.requests.last)
    #expect(same.path == "/same")
    #expect(names.filter { same[header: $0] != nil } == ["Authorization", "Cookie", "Accept"])
    let first = try #require(server.requests.first)
    #expect(names.allSatisfy { first[header: $0] != nil })
    let stranger = try #require(other.requests.first)
    #expect(names.filter { stranger[header: $0] != nil } == ["Accept"])
  }

  @Test func `validators go to the address that issued them`() async throws {
    let other = try ScriptedServer(paths: ["/real": .answer(304)])
    let server = try ScriptedServer(paths: ["/": .redirect(to: other.url("/real"))])
    let response = try await fetch(server.url()) {
      $0.headers["If-None-Match"] = "\"1\""
      $0.validated = other.url("/real")
    }
    #expect(response.status == 304)
    #expect(server.requests.first?[header: "If-None-Match"] == nil)
    #expect(other.requests.first?[header: "If-None-Match"] == "\"1\"")
  }
}
