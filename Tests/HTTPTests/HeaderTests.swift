// Header lines as servers send them, and headers that may not be sent.

import TestSupport
import Testing

@testable import HTTP

@Suite struct HeaderTests {
  private func collect(_ lines: [String]) -> HeaderCollector {
    var collector = HeaderCollector()
    for line in lines { _ = collector.take(Array("\(line)\r\n".utf8), limits: Limits()) }
    return collector
  }

  @Test func `a value keeps its inner spaces and loses the outer ones`() {
    let head = collect(["HTTP/2 200", "ETag: \t W/\"a  b\" \t", "", "Late: 1"])
    #expect(head.status == 200)
    #expect(head.headers["etag"] == "W/\"a  b\"")
    #expect(head.headers["late"] == nil)
    #expect(head.isComplete)
  }

  @Test func `a folded value is joined with one space`() {
    let head = collect(["HTTP/1.1 200 OK", "X-Long: a", "  b", "\tc", ""])
    #expect(head.headers["X-Long"] == "a b c")
  }

  @Test func `a later status line starts anew`() {
    let head = collect(["HTTP/1.1 100 Continue", "X: 1", "", "HTTP/1.1 404 Not Found", "Y: 2", ""])
    #expect(head.status == 404)
    #expect(head.headers == ["Y": "2"])
  }

  @Test func `lines that are no headers are passed over`() {
    let head = collect(["HTTP/1.1 200", " fold of nothing", "no colon", ": no name", "A: 1", ""])
    #expect(head.headers == ["A": "1"])
  }

  @Test func `bytes that are not UTF-8 are Latin-1`() {
    var collector = HeaderCollector()
    _ = collector.take(Array("HTTP/1.1 200 OK\r\n".utf8), limits: Limits())
    _ = collector.take([0x58, 0x3A, 0xE9, 0x00, 0x61, 0x0D, 0x0A], limits: Limits())
    #expect(collector.headers["X"] == "é a")
  }

  @Test func `look-up ignores case, setting replaces, nil removes`() {
    var headers = Headers([Header("Link", "1"), Header("link", "2"), Header("Other", "3")])
    headers["LINK"] = "4"
    #expect(headers.all("Link") == ["4"])
    headers["other"] = nil
    #expect(headers["Other"] == nil)
    #expect(headers.list("none") == nil)
  }

  @Test(arguments: [
    ("Bad Name", "x"), ("", "x"), ("X:Y", "x"), ("X\r\nY", "x"), ("X", "a\r\nInjected: 1"),
    ("X", "a\nb"), ("X", "a\0b"), ("Host", "other.example"), ("content-length", "5"),
    ("Transfer-Encoding", "chunked"), ("Connection", "close"), ("É", "x"),
  ])
  func `a header that could change the request is refused`(name: String, value: String) async throws
  {
    let server = try ScriptedServer(paths: ["/": .ok])
    let error = try #require(
      await failure(server.url()) { $0.headers = Headers([Header(name, value)]) })
    #expect(error.code == .invalidHeader)
    #expect(server.connectionCount == 0)
  }
}
