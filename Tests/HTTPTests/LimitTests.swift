// Each limit, reached on a real connection: its own code, one clear line, and what had come so far.

import Glibc
import HTTP
import TestSupport
import Testing

@Suite struct LimitTests {
  @Test func `a body of exactly the limit passes, one byte more does not`() async throws {
    let server = try ScriptedServer(paths: ["/": .answer(200, "0123456789")])
    #expect(try await fetch(server.url()) { $0.limits.body = 10 }.body.count == 10)
    let error = try #require(await failure(server.url()) { $0.limits.body = 9 })
    #expect(error.code == .tooLarge)
    #expect(error.partial?.body == Array("012345678".utf8))
    #expect(error.message == "the body is larger than the limit of 9 bytes")
  }

  @Test func `the limit counts decoded bytes`() async throws {
    let server = try ScriptedServer(paths: [
      "/": .answer(200, headers: [("Content-Encoding", "gzip")], body: Samples.gzip)
    ])
    #expect(await failure(server.url()) { $0.limits.body = 48 }?.code == .tooLarge)
  }

  @Test func `an endless body ends at the limit`() async throws {
    let server = try ScriptedServer(paths: [
      "/": .open(then: [.forever([UInt8](repeating: 0x78, count: 65_536), every: .zero)])
    ])
    let error = try #require(await failure(server.url()) { $0.limits.body = 1 << 20 })
    #expect(error.code == .tooLarge)
    #expect(error.partial?.body.count == 1 << 20)
  }

  @Test func `too many bytes of headers are refused`() async throws {
    let long = String(repeating: "x", count: 2000)
    let server = try ScriptedServer(paths: ["/": .answer(200, headers: [("X-Long", long)])])
    #expect(await failure(server.url()) { $0.limits.headerBytes = 1000 }?.code == .headersTooLarge)
  }

  @Test func `a header line longer than any server's is refused`() async throws {
    let long = String(repeating: "x", count: 400_000)
    let server = try ScriptedServer(paths: ["/": .answer(200, headers: [("X-Long", long)])])
    #expect(await failure(server.url())?.code == .headersTooLarge)
  }

  @Test func `endless headers are refused`() async throws {
    let server = try ScriptedServer(paths: [
      "/": Script([
        .send(Array("HTTP/1.1 200 OK\r\n".utf8)), .forever(Array("X: 1\r\n".utf8), every: .zero),
      ])
    ])
    let error = try #require(await failure(server.url()))
    #expect(error.code == .headersTooLarge)
    #expect(error.message == "the server sent more than 256 header lines")
    #expect(error.partial == nil)
  }

  @Test func `a server that never answers runs into the first-byte limit`() async throws {
    let server = try ScriptedServer(paths: ["/": Script([.hang])])
    let error = try #require(
      await failure(server.url()) { $0.limits.firstByte = .milliseconds(50) })
    #expect(error.code == .firstByteTimeout)
    #expect(error.message == "connected, but no answer within 50 ms")
  }

  @Test func `a body that drips runs into the total limit and keeps what came`() async throws {
    let server = try ScriptedServer(paths: [
      "/": .open(then: [.forever([0x78], every: .milliseconds(10))])
    ])
    let error = try #require(await failure(server.url()) { $0.limits.total = .milliseconds(150) })
    #expect(error.code == .timeout)
    #expect(error.partial?.body.isEmpty == false)
  }

  @Test func `a body that stands still is too slow`() async throws {
    let server = try ScriptedServer(paths: ["/": .open(then: [.send([0x78]), .hang])])
    let error = try #require(
      await failure(server.url()) {
        $0.limits.lowSpeed = 1000
        $0.limits.lowSpeedTime = .seconds(1)
      })
    #expect(error.code == .tooSlow)
    #expect(error.partial?.body == [0x78])
  }

  @Test func `a host that does not take the connection runs into the connect limit`() async throws {
    let host = try DeafHost()
    let error = try #require(
      await failure(host.url) { $0.limits.connect = .milliseconds(80) })
    #expect(error.code == .connectTimeout)
  }

  @Test func `a port where nobody listens is named`() async throws {
    let server = try ScriptedServer(paths: [:])
    let url = server.url()
    server.close()
    let error = try #require(await failure(url))
    #expect(error.code == .connect)
    #expect(error.message == "cannot connect to 127.0.0.1:\(server.port)")
  }

  @Test func `what fails behind a redirect still reports the hop`() async throws {
    let server = try ScriptedServer(paths: ["/": .redirect(301, to: "http://nowhere.invalid/")])
    let error = try #require(await failure(server.url()))
    #expect(error.code == .dns)
    #expect(error.context == "http://nowhere.invalid/")
    #expect(error.hops.map(\.status) == [301])
  }

  @Test func `a name that does not exist is named`() async throws {
    let error = try #require(await failure("http://nowhere.invalid/"))
    #expect(error.code == .dns)
  }

  @Test func `the total limit runs over all hops`() async throws {
    let server = try ScriptedServer { request in
      let next = "/\((Int(request.path.dropFirst()) ?? 0) + 1)"
      return Script([.pause(.milliseconds(30))] + Script.redirect(to: next).steps)
    }
    let error = try #require(
      await failure(server.url("/1")) { $0.limits.total = .milliseconds(100) })
    #expect(error.code == .timeout)
    #expect(error.message == "not complete within 100 ms")
    #expect(server.requests.count < 6)
  }

  @Test func `more requests than may wait are turned away`() async throws {
    let server = try ScriptedServer(paths: ["/": Script([.hang])])
    var settings = Client.Settings(userAgent: "test")
    settings.connections = 1
    settings.mostConnections = 1
    settings.waiting = 2
    let client = Client(settings)
    let codes = await withTaskGroup(of: HTTPError.Code?.self) { group in
      for _ in 0..<6 {
        group.addTask {
          do throws(HTTPError) {
            _ = try await client.send(Request(.get, server.url(), allowPrivate: true))
          } catch { return error.code }
          return nil
        }
      }
      var codes: [HTTPError.Code] = []
      for await code in group {
        if let code { codes.append(code) }
        if codes.count == 3 { client.close() }
      }
      return codes
    }
    #expect(codes.count { $0 == .overloaded } >= 3)
    #expect(codes.count { $0 == .closed } >= 1)
  }

  @Test func `what is not HTTP is named`() async throws {
    let server = try ScriptedServer(paths: ["/": .raw("SSH-2.0-OpenSSH_9.2\r\n")])
    #expect(await failure(server.url())?.code == .protocol)
  }
}

/// A port whose queue of connections is full, so that a further one is neither taken nor refused.
private final class DeafHost {
  private var sockets: [Int32] = []
  private(set) var url = ""

  init() throws {
    let listener = newSocket(0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        _ = bind(listener, address, length)
        _ = listen(listener, 0)
        _ = getsockname(listener, address, &length)
        for _ in 0..<4 { _ = connect(newSocket(Int32(SOCK_NONBLOCK.rawValue)), address, length) }
      }
    }
    url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))/"
  }

  deinit { sockets.forEach { _ = Glibc.close($0) } }

  private func newSocket(_ flags: Int32) -> Int32 {
    let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | flags, 0)
    sockets.append(number)
    return number
  }
}
