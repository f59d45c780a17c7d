// Private peers are refused on the address a socket would be opened to, however it is written.

import HTTP
import TestSupport
import Testing

@Suite struct RefusalTests {
  @Test(arguments: [
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "localhost", "0.0.0.0", "0",
    "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]", "10.0.0.1", "192.168.1.1", "172.16.0.1", "100.64.0.1", "169.254.169.254",
    "[fe80::1]", "[fd00::1]", "[fec0::1]",
  ])
  func `a private peer is refused before a connection is made`(host: String) async throws {
    let server = try ScriptedServer(paths: ["/": .ok])
    let error = try #require(
      await failure("http://\(host):\(server.port)/") { $0.allowPrivate = false })
    #expect(error.code == .refusedAddress)
    #expect(server.connectionCount == 0)
  }

  @Test func `the error says what it is and what permits it`() async throws {
    let server = try ScriptedServer(paths: ["/": .ok])
    let error = try #require(await failure(server.url("/?token=abc")) { $0.allowPrivate = false })
    #expect(
      error.description
        == "\(server.url("/?token=…")): refused: 127.0.0.1 is a loopback address; allow_private permits it"
    )
  }

  @Test func `a connection made for a private request serves no other`() async throws {
    let server = try ScriptedServer(paths: ["/": .ok])
    let client = client()
    let request = Request(.get, server.url(), allowPrivate: true)
    #expect(try await client.send(request).status == 200)
    var stranger = request
    stranger.allowPrivate = false
    let error = await #expect(throws: HTTPError.self) { _ = try await client.send(stranger) }
    #expect(error?.code == .refusedAddress)
    #expect(try await client.send(request).status == 200)
    #expect(server.requests.count == 2)
  }
}
