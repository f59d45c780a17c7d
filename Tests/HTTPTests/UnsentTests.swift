// What surely was not sent may be tried again; all else may have happened.

import HTTP
import TestSupport
import Testing

struct UnsentTests {
  @Test func `a port where nobody listens got nothing`() async throws {
    let server = try ScriptedServer(paths: [:])
    let url = server.url()
    server.close()
    #expect(await failure(url)?.isUnsent == true)
  }

  @Test func `an address that is refused got nothing`() async {
    #expect(await failure("http://127.0.0.1:9/") { $0.allowPrivate = false }?.isUnsent == true)
  }

  @Test(arguments: [
    Script([.close]), Script([.hang]), .raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"),
  ])
  func `whoever closes, hangs or breaks off may have got it`(script: Script) async throws {
    let server = try ScriptedServer { _ in script }
    let error = await failure(server.url()) { $0.limits.total = .milliseconds(300) }
    #expect(error?.isUnsent == false)
  }
}
