// The form of a name tells its network.

import Feed
import Testing

struct AccountNameTests {
  @Test(arguments: [
    ("matt@mastodon.social", "matt@mastodon.social", Network.mastodon),
    ("@Matt@Mastodon.Social", "matt@mastodon.social", .mastodon),
    ("matt@localhost:8001", "matt@localhost:8001", .mastodon),
    ("matt.bsky.social", "matt.bsky.social", .bluesky),
    ("@Matt.Example.Org", "matt.example.org", .bluesky),
    ("matt@x.com", "matt@x.com", .x),
    ("Matt_1@twitter.com", "matt_1@x.com", .x),
  ])
  func `a name tells its network`(given: String, text: String, network: Network) throws {
    let name = try #require(AccountName(given))
    #expect(name.text == text)
    #expect(name.network == network)
    #expect(AccountName(name.text) == name)
  }

  @Test(arguments: [
    "", "@", "matt", "matt@", "@social", "a@b@c", "matt@-x.org", "ma tt@x.com", "matt..social",
    "https://mastodon.social/@matt", "matt@host:0", "matt.bsky.social:80", "matt@host:99999",
    "mätt@x.com",
  ])
  func `what has no such form is no name`(given: String) {
    #expect(AccountName(given) == nil)
  }

  @Test func `a name that is endless is none`() {
    #expect(AccountName("matt@" + String(repeating: "a.", count: 400) + "org") == nil)
    #expect(PostTarget(.x, uri: "") == nil)
    #expect(PostTarget(.x, uri: String(repeating: "1", count: PostTarget.bytesMax + 1)) == nil)
  }
}
