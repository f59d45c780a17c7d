// The pace at real servers: one at a time and a gap between, over redirects and over both loops; and what is not
// downloaded to its end.

import HTTP
import TestSupport
import Testing

@Suite struct PolitenessTests {
  private static func client(gap: Duration, names: [String] = []) -> Client {
    var settings = Client.Settings(userAgent: "test")
    settings.lane.gap = gap
    for name in names { settings.addresses[name] = "127.0.0.1" }
    return Client(settings)
  }

  private func send(_ client: Client, _ urls: [String]) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for url in urls {
        group.addTask { _ = try await client.send(Request(.get, url, allowPrivate: true)) }
      }
      try await group.waitForAll()
    }
  }

  @Test func `hosts of one domain are asked one at a time, with a gap between starts`() async throws
  {
    let server = try ScriptedServer { _ in Script([.pause(.milliseconds(20))] + Script.ok.steps) }
    let names = ["a.example.org", "b.example.org", "example.org"]
    let client = Self.client(gap: .milliseconds(60), names: names)
    let time = try await ContinuousClock().measure {
      try await send(client, (names + names).map { "http://\($0):\(server.port)/" })
    }
    #expect(server.mostAtOnce == 1)
    #expect(server.requests.count == 6 && time >= .milliseconds(5 * 60))
  }

  @Test func `a redirect to another domain queues there`() async throws {
    let server = try ScriptedServer { request in
      request.path == "/" ? .ok : Script([.pause(.milliseconds(30))] + Script.ok.steps)
    }
    let port = server.port
    let gateway = try ScriptedServer(on: "127.0.0.2") { _ in
      .redirect(to: "http://target.example.org:\(port)/slow")
    }
    let client = Self.client(gap: .zero, names: ["target.example.org", "www.example.org"])
    try await send(
      client,
      [gateway.url("/1"), gateway.url("/2")]
        + (0..<4).map { "http://www.example.org:\(port)/slow\($0)" })
    #expect(server.mostAtOnce == 1)
    #expect(server.requests.count == 6)
  }

  @Test func `a domain is one queue for public and private requests`() async throws {
    let server = try ScriptedServer { _ in Script([.pause(.milliseconds(20))] + Script.ok.steps) }
    let client = Self.client(gap: .milliseconds(1))
    let refused = Task { () -> HTTPError.Code? in
      do throws(HTTPError) {
        _ = try await client.send(Request(.get, server.url("/public")))
        return nil
      } catch { return error.code }
    }
    try await send(client, (0..<3).map { server.url("/\($0)") })
    #expect(await refused.value == .refusedAddress)
    #expect(server.mostAtOnce == 1)
  }

  @Test func `a name that leads to this machine is refused, also behind a redirect`() async throws {
    let server = try ScriptedServer(paths: ["/": .ok])
    let client = Self.client(gap: .zero, names: ["localtest.me", "rebind.example.org"])
    for name in ["localtest.me", "rebind.example.org"] {
      let error = await #expect(throws: HTTPError.self) {
        _ = try await client.send(Request(.get, "http://\(name):\(server.port)/"))
      }
      #expect(error?.code == .refusedAddress)
    }
    #expect(server.connectionCount == 0)
  }

  @Test func `the place is kept until the answer has been used`() async throws {
    let server = try ScriptedServer(paths: ["/": .ok])
    let client = Self.client(gap: .zero)
    let request = Request(.get, server.url(), allowPrivate: true)
    let second = try await client.send(request) { result in
      #expect((try? result.get())?.status == 200)
      let second = Task { try await client.send(request) }
      for _ in 0..<100 { await Task.yield() }
      #expect(server.requests.count == 1)
      return second
    }
    #expect(try await second.value.status == 200)
    #expect(server.requests.count == 2)
  }

  @Test(arguments: [
    ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], "text/xml", "a PNG picture"),
    ([0x00, 0x01, 0x02, 0x03], "image/x-odd", "a picture"), (Array("%PDF-1.7".utf8), "", "a PDF"),
  ])
  func `what is no text is not downloaded to its end`(
    magic: [UInt8], type: String, name: String
  ) async throws {
    let block = [UInt8](repeating: 7, count: 16 << 10)
    let server = try ScriptedServer { _ in
      .open(
        headers: [("Content-Type", type)],
        then: [.send(magic + block), .forever(block, every: .milliseconds(1))])
    }
    let error = try #require(await failure(server.url()) { $0.expectsText = true })
    #expect(error.code == .notText && error.message.contains(name))
    #expect((error.partial?.body.count ?? 0) < 1 << 20)
  }

  @Test func `a feed that calls itself a picture is text all the same`() async throws {
    let server = try ScriptedServer(paths: [
      "/": .answer(200, headers: [("Content-Type", "image/png")], body: Samples.plain)
    ])
    #expect(try await fetch(server.url()) { $0.expectsText = true }.body == Samples.plain)
  }
}
