// The client against a real server on the loopback: what a caller sees of ordinary answers.

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
  }
}
