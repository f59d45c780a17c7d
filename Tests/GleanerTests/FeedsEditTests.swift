// feeds add and feeds remove, with a server to ask.

import Foundation
import Service
import TestSupport
import Testing

struct FeedsEditTests {
  private static let feed =
    "<rss version=\"2.0\"><channel><title>A feed</title><item><title>x</title><guid>1</guid></item>"
    + "</channel></rss>"

  /// Gives `body` a workspace and a server with a feed, and with a page that names it.
  private func with(
    _ body: ((_ arguments: [String]) throws -> Program.Ended, ScriptedServer, String) throws -> Void
  ) throws {
    let link: @Sendable (String) -> String = { path in
      "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"\(path)\">"
    }
    let server = try ScriptedServer { request in
      switch request.path {
      case "/feed": .answer(200, Self.feed)
      case "/page": .answer(200, "<html><head>\(link("/feed"))</head></html>")
      case "/map": .answer(200, "<urlset></urlset>")
      default: .answer(404, "no")
      }
    }
    let root = NSTemporaryDirectory() + "gleaner-feeds-\(UUID())"
    defer {
      server.close()
      try? FileManager.default.removeItem(atPath: root)
    }
    #expect(try Program.run(["init", root]).code == 0)
    try body({ try Program.run(["--dir", root] + $0) }, server, "\(root)/feeds/feeds.yaml")
  }

  @Test func `a page leads to its feed, which is added once and removed again`() throws {
    try with { gleaner, server, file in
      let before = try String(contentsOfFile: file, encoding: .utf8)
      let added = try gleaner([
        "feeds", "add", server.url("/page"), "--allow-private", "--name", "Mine", "--json",
      ])
      #expect(added.code == 0)
      let row = try JSONValue(parsing: Array(added.output.utf8))
      #expect(row["feed"]?.string == server.url("/feed") && row["entries"]?.int == 1)
      let after = try String(contentsOfFile: file, encoding: .utf8)
      #expect(after.hasPrefix(before) && after.hasSuffix("allow_private: true\n"))

      let again = try gleaner(["feeds", "add", server.url("/page"), "--allow-private"])
      #expect(again.code == 1)
      #expect(again.errors.contains("is listed already, at feeds/feeds.yaml:"))
      let removed = try gleaner(["feeds", "remove", "mine", "--json"])
      #expect(removed.code == 0)
      let gone = try JSONValue(parsing: Array(removed.output.utf8))
      #expect(gone["file"] == row["file"] && gone["line"] == row["line"])
      #expect(gone["left"]?.array == [])
      #expect(try String(contentsOfFile: file, encoding: .utf8) == before)
    }
  }

  @Test(arguments: [
    (
      ["/map", "--allow-private"], "this is a sitemap, not a feed\nnothing was written; --no-check"
    ),
    (
      ["/none", "--allow-private"],
      "look on the site for a new one\nnothing was written; --no-check"
    ),
    (["/feed"], "nothing was written; --allow-private"),
  ])
  func `where no feed can be read, nothing is written`(words: [String], said: String) throws {
    try with { gleaner, server, file in
      let before = try String(contentsOfFile: file, encoding: .utf8)
      let ended = try gleaner(["feeds", "add", server.url(words[0])] + words.dropFirst())
      #expect(ended.code == 1 && ended.output.isEmpty)
      #expect(ended.errors.contains(said))
      #expect(try String(contentsOfFile: file, encoding: .utf8) == before)
      #expect(try gleaner(["feeds", "add", server.url(words[0]), "--no-check"]).code == 0)
    }
  }
}
