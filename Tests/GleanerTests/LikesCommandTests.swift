// What the person likes on their network, through the real program: a sign-in, a run, and what is shown of it.

import Foundation
import Service
import TestSupport
import Testing

struct LikesCommandTests {
  private static let token = "token-5f0c2a7e91d84b63"

  @Test func `after a sign-in likes are learned from, and what is taken back is forgotten`()
    async throws
  {
    let server = try MastodonLikesServer(token: Self.token)
    defer { server.server.close() }
    server.add(["1", "2", "3"], to: "favourites")
    try await AccountHouse.with(AccountHouse.entry("ada@social.example", server.server)) { house in
      let folder = "\(house.root)/feeds"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data("- {feed: \"one.xml\"}\n".utf8).write(to: URL(filePath: "\(folder)/feeds.yaml"))
      try Data("<rss version=\"2.0\"><channel><title>A feed</title></channel></rss>".utf8)
        .write(to: URL(filePath: "\(folder)/one.xml"))
      let added = try house.gleaner(
        "accounts", "add", "mastodon", "ada@social.example",
        environment: ["GLEANER_MASTODON_TOKEN": Self.token])
      #expect(added.code == 0, "\(added.errors)")

      let first = try house.gleaner("run", "--until", "sync", "--json")
      #expect(first.code == 0, "\(first.errors)")
      let row = try JSONValue(parsing: Array(first.output.utf8))
      #expect(row["labels_added"] == 3 && row["labels_withdrawn"] == 0)
      let list = try house.gleaner("accounts", "list")
      #expect(
        list.output.contains("  3 labels from what you like there, the newest "), "\(list.output)")
      let learned = try JSONValue(
        parsing: Array(try house.gleaner("accounts", "list", "--json").output.utf8))["learned"]
      #expect(learned?["labels"] == 3 && learned?["whole"] == true)

      server.remove("2", from: "favourites")
      let later = try #require(UTCTime.text(Date().addingTimeInterval(3_600)))
      let second = try house.gleaner("run", "--until", "sync", "--now", later)
      #expect(second.code == 0, "\(second.errors)")
      #expect(
        second.output.contains("Likes, reposts and bookmarks of your accounts: 1 taken back."),
        "\(second.output)")
      server.fail(.answer(401, #"{"error":"The access token was revoked"}"#))
      let latest = try #require(UTCTime.text(Date().addingTimeInterval(9_000)))
      let third = try house.gleaner("run", "--until", "sync", "--now", latest)
      #expect(third.code == 0)
      #expect(
        third.errors.contains("ada@social.example: its likes were not read: "), "\(third.errors)")
      #expect(!third.errors.contains(Self.token) && !third.output.contains(Self.token))
    }
  }
}
