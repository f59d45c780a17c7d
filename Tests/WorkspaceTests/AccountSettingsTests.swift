// `accounts` in `gleaner.yaml`: what is read, and what is refused with its place.

import Feed
import Service
import Testing
import Workspace

struct AccountSettingsTests {
  private func decode(_ text: String) throws -> Settings {
    try Settings.decode(
      try SettingsFile.parse(Array(text.utf8), name: "gleaner.yaml"), file: "gleaner.yaml")
  }

  @Test func `what differs is read by name, and all else is as usual`() throws {
    let settings = try decode(
      """
      accounts:
        "@Ada@Mastodon.Social": {learn: false}
        ada@x.com: {learn: true}
        bob@localhost:18001: {server: "http://localhost:18001/", allow_private: true}
        ada.bsky.social: {directory: "https://plc.example"}
      """)
    func account(_ name: String) -> AccountSettings { settings.account(AccountName(name)) }
    #expect(account("ada@mastodon.social").learns(on: .mastodon) == false)
    #expect(account("ada@x.com").learns(on: .x))
    #expect(account("eve@x.com").learns(on: .x) == false)
    #expect(account("eve.bsky.social").learns(on: .bluesky))
    #expect(account("bob@localhost:18001").server == "http://localhost:18001")
    #expect(account("ada.bsky.social").directory == "https://plc.example")
    #expect(try decode("accounts:\n").accounts.isEmpty)
  }

  @Test(arguments: [
    ("accounts: [ada]", "gleaner.yaml:1:11: 'accounts' is a list"),
    ("accounts:\n  ada: {}", "gleaner.yaml:2:3: 'ada' is no account, expected an account such as"),
    (
      "accounts:\n  a@x.com: {}\n  A@X.com: {}", "gleaner.yaml:3:3: 'a@x.com' is here a second time"
    ),
    ("accounts:\n  a@b.example: {lern: true}", "gleaner.yaml:2:17: unknown key 'lern'"),
    ("accounts:\n  a@b.example: {learn: 3}", "gleaner.yaml:2:24: 'learn' is"),
    ("accounts:\n  a@b.example: {server: \"http://b.example\"}", "begins with https://, or with"),
    ("accounts:\n  a@b.example: {server: \"https://u:p@b.example\"}", "'server' is"),
    ("accounts:\n  a@b.example: {directory: \"https://plc.example\"}", "unknown key 'directory'"),
  ])
  func `a mistake is named with its place`(text: String, words: String) {
    let error = #expect(throws: SettingsError.self) { try decode(text) }
    #expect(error.map { "\($0)" }?.contains(words) == true, "\(error.map { "\($0)" } ?? "")")
  }
}
