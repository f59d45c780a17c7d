// Compression as servers really use it: declared, undeclared, falsely declared, cut, corrupt.

import HTTP
import TestSupport
import Testing

@Suite struct DecodingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let label: String?
    let bytes: [UInt8]
    let testDescription: String

    init(_ description: String, _ label: String?, _ bytes: [UInt8]) {
      self.testDescription = description
      self.label = label
      self.bytes = bytes
    }

    var headers: [(String, String)] { label.map { [("Content-Encoding", $0)] } ?? [] }
  }

  static let readable = [
    Case("plain", nil, Samples.plain),
    Case("gzip", "gzip", Samples.gzip),
    Case("x-gzip in capitals", "X-GZIP", Samples.gzip),
    Case("deflate as zlib", "deflate", Samples.zlib),
    Case("deflate without frame", "deflate", Samples.deflate),
    Case("brotli", "br", Samples.brotli),
    Case("gzip nobody declared", nil, Samples.gzip),
    Case("gzip declared as deflate", "deflate", Samples.gzip),
    Case("plain declared as gzip", "gzip", Samples.plain),
    Case("plain declared as deflate", "deflate", Samples.plain),
    Case("plain declared as brotli", "br", Samples.plain),
    Case("plain declared as a charset", "utf-8", Samples.plain),
    Case("identity", "identity", Samples.plain),
    Case("gzip with padding behind it", "gzip", Samples.gzip + [0, 0, 0, 0]),
    Case("gzip with rubbish that starts like gzip", "gzip", Samples.gzip + [0x1F, 0x00, 0x17]),
  ]

  @Test(arguments: readable)
  func `a body is read whatever its label says`(sample: Case) async throws {
    let server = try ScriptedServer(paths: [
      "/": .answer(200, headers: sample.headers, body: sample.bytes),
      "/dripped": .chunked(headers: sample.headers, sample.bytes.map { [$0] }),
    ])
    for path in ["/", "/dripped"] {
      let response = try await fetch(server.url(path))
      #expect(response.body == Samples.plain)
      #expect(response.wireBytes == sample.bytes.count)
    }
  }

  @Test func `members of gzip are joined`() async throws {
    let server = try ScriptedServer(paths: [
      "/": .answer(200, headers: [("Content-Encoding", "gzip")], body: Samples.gzip + Samples.gzip)
    ])
    #expect(try await fetch(server.url()).body == Samples.plain + Samples.plain)
  }

  @Test func `an empty body is empty under every label`() async throws {
    for label in ["gzip", "deflate", "br", "zstd"] {
      let server = try ScriptedServer(paths: [
        "/": .answer(200, headers: [("Content-Encoding", label)])
      ])
      #expect(try await fetch(server.url()).body.isEmpty)
    }
  }

  @Test(arguments: [
    Case("gzip", "gzip", Samples.gzip), Case("zlib", "deflate", Samples.zlib),
    Case("deflate", "deflate", Samples.deflate), Case("brotli", "br", Samples.brotli),
  ])
  func `a compressed stream that ends early is truncated and keeps its beginning`(
    sample: Case
  ) async throws {
    let cut = Array(sample.bytes.dropLast(sample.bytes.count / 2))
    let server = try ScriptedServer(paths: ["/": .answer(200, headers: sample.headers, body: cut)])
    let error = try #require(await failure(server.url()))
    #expect(error.code == .truncated)
    let partial = try #require(error.partial)
    #expect(partial.status == 200)
    #expect(Samples.plain.starts(with: partial.body))
  }

  @Test func `a wrong check sum is named, and the text is kept`() async throws {
    var bytes = Samples.gzip
    bytes[bytes.count - 6] ^= 1
    let server = try ScriptedServer(paths: [
      "/": .answer(200, headers: [("Content-Encoding", "gzip")], body: bytes)
    ])
    let error = try #require(await failure(server.url()))
    #expect(error.code == .decoding)
    #expect(error.partial?.body == Samples.plain)
  }

  @Test func `a compression nobody asked for is named`() async throws {
    let server = try ScriptedServer(paths: [
      "/": .answer(200, headers: [("Content-Encoding", "zstd")], body: [0x28, 0xB5, 0x2F, 0xFD])
    ])
    let error = try #require(await failure(server.url()))
    #expect(error.code == .decoding)
    #expect(error.message.contains("zstd"))
  }

  @Test func `a bomb is stopped long before it is unpacked`() async throws {
    let bomb = [[UInt8]](repeating: Samples.zeros, count: 200).flatMap(\.self)
    let server = try ScriptedServer(paths: [
      "/": .answer(200, headers: [("Content-Encoding", "gzip")], body: bomb)
    ])
    let error = try #require(await failure(server.url()))
    #expect(error.code == .compressionBomb)
    #expect((error.partial?.body.count ?? 0) < 4 << 20)
  }
}
