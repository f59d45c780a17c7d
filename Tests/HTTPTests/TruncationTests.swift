// Bodies that stop in the middle: an error, so that nobody takes them for whole, and the bytes that
// came, so that the complete items in them are kept.

import HTTP
import TestSupport
import Testing

@Suite struct TruncationTests {
  @Test func `fewer bytes than announced are an error that carries them`() async throws {
    let server = try ScriptedServer(paths: [
      "/": Script([
        .send(Script.head(200, [("Content-Length", "100"), ("ETag", "\"1\"")])),
        .send(Samples.plain), .close,
      ])
    ])
    let error = try #require(await failure(server.url()))
    #expect(error.code == .truncated)
    #expect(error.partial?.body == Samples.plain)
    #expect(error.partial?.headers["ETag"] == "\"1\"")
    #expect(error.partial?.url == server.url())
  }

  @Test func `chunks without an end are an error that carries them`() async throws {
    let server = try ScriptedServer(paths: ["/": .chunked([Samples.plain], isCut: true)])
    let error = try #require(await failure(server.url()))
    #expect(error.code == .truncated)
    #expect(error.partial?.body == Samples.plain)
  }

  @Test func `a body without length ends with the connection and is whole`() async throws {
    let server = try ScriptedServer(paths: ["/": .open(then: [.send(Samples.plain), .close])])
    #expect(try await fetch(server.url()).body == Samples.plain)
  }

  @Test func `a connection closed unanswered has no partial answer`() async throws {
    let server = try ScriptedServer(paths: ["/": Script([.close])])
    let error = try #require(await failure(server.url()))
    #expect(error.code == .connect)
    #expect(error.partial == nil)
  }

  @Test func `headers cut in the middle have no partial answer`() async throws {
    let server = try ScriptedServer(paths: ["/": .raw("HTTP/1.1 200 OK\r\nContent-Le")])
    let error = try #require(await failure(server.url()))
    #expect(error.partial == nil)
  }

  @Test func `a cut behind a redirect still reports the hop`() async throws {
    let server = try ScriptedServer(paths: [
      "/": .redirect(301, to: "/cut"),
      "/cut": Script([.send(Script.head(200, [("Content-Length", "9")])), .send([0x3C]), .close]),
    ])
    let error = try #require(await failure(server.url()))
    #expect(error.partial?.hops.map(\.status) == [301])
    #expect(error.partial?.url == server.url("/cut"))
  }
}
