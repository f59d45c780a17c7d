// Pictures of elsewhere come through this server, where the person wants them at all, and nothing else does.

import Crypto
import Digest
import Foundation
import HTTP
import Store
import TestSupport
import Testing
import Web
import Workspace

struct ImagePagesTests {
  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 1, 2]

  /// Asks for the picture at `path` of a server, with the address's proof or another.
  private func ask(
    _ path: String, images: ImagePolicy = .proxied, proof: String? = nil, allowPrivate: Bool = true
  ) async throws -> ServerResponse {
    let server = try ScriptedServer(paths: [
      "/a.png": .answer(200, headers: [("Content-Type", "text/html")], body: Self.png),
      "/a.html": .answer(200, headers: [("Content-Type", "image/png")], "<script>"),
      "/a.svg": .answer(200, headers: [("Content-Type", "image/svg+xml")], "<svg/>"),
    ])
    defer { server.close() }
    let client = Client(Client.Settings(userAgent: "Gleaner/1"))
    defer { client.close() }
    var settings = Settings(timeZone: .gmt)
    settings.web.images = images
    return try await TestStore.with { database, _ in
      var ground = WebGround(
        database: database, settings: settings, location: WorkspaceLocation(root: "/nowhere"))
      ground.client = client
      let routes = ImagePages(ground, allowPrivate: allowPrivate).routes
      return try await TestSite.over(database, routes) { site in
        let address = server.url(path)
        let key = LinkKey(try await database.linkKey(orKeep: [1, 2, 3]))
        let target = "/images/\(proof ?? key.image(address))/\(Base64Text.url(Array(address.utf8)))"
        return await site.ask("GET", target)
      }
    }
  }

  @Test func `a picture is one by its bytes, and acts like nothing else`() async throws {
    let answer = try await ask("/a.png")
    #expect(answer.status == 200)
    #expect(answer.headers["Content-Type"] == "image/png")
    #expect(answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox")
    #expect(answer.headers["X-Content-Type-Options"] == "nosniff")
    #expect(answer.body == Self.png)
  }

  @Test(arguments: ["/a.html", "/a.svg", "/none"])
  func `what is no picture is not passed on`(path: String) async throws {
    #expect(try await ask(path).status == 404)
  }

  @Test func `only what a page showed is fetched, and only where pictures are wanted`() async throws
  {
    #expect(try await ask("/a.png", proof: "AAAA").status == 404)
    #expect(try await ask("/a.png", images: .off).status == 404)
    #expect(try await ask("/a.png", allowPrivate: false).status == 404)
  }
}
