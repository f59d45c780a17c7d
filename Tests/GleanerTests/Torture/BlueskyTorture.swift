// Bluesky on the loopback, which says what was really written to its repository.

import Feed
import Foundation
import Synchronization
import TestSupport

final class BlueskyTorture: TortureNetwork {
  let title = "Bluesky"
  let account = "ada.bsky.social"
  private let network: BlueskyServer
  private let count = Atomic(0)

  init() throws { network = try BlueskyServer(handle: account) }

  var port: Int { network.server.port }
  var source: String { "{bluesky: \(account)}" }
  var signIn: (words: [String], environment: [String: String]) {
    (
      ["accounts", "add", "bluesky", account],
      ["GLEANER_BLUESKY_PASSWORD": BlueskyServer.password]
    )
  }

  func write(_ count: Int, at now: Date) async throws -> [String] {
    network.repo.frame.time = now.formatted(.iso8601)
    let posts = (0..<count).map { _ in
      BlueskyRepoServer.Post(
        TortureWords.text(self.count.add(1, ordering: .relaxed).newValue))
    }
    network.repo.add(posts)
    return posts.map(\.uri)
  }

  func effects(_ calls: [RelayedCall]) -> [ServedEffect] { network.repo.frame.effects }

  func stands(_ deed: Deed) async throws -> Bool {
    switch deed.kind {
    case .like: network.repo.subjects(of: "app.bsky.feed.like").contains(deed.post)
    case .repost: network.repo.subjects(of: "app.bsky.feed.repost").contains(deed.post)
    case .bookmark: network.repo.bookmarks.contains(deed.post)
    }
  }

  func disturb(_ dice: inout SteadyDice, _ relay: WebRelay) {
    let throttled = ServerFault.answer(
      429, headers: ["ratelimit-remaining": "0", "ratelimit-reset": "1768896600"],
      #"{"error":"RateLimitExceeded","message":"Rate Limit Exceeded"}"#)
    let fault = Self.fault(&dice, throttled: throttled)
    network.repo.fail(fault, after: Int.random(in: 0..<20, using: &dice))
  }

  func forgive() { network.repo.frame.forgive() }

  /// Its cursor is made of marks that only the program can read.
  func isBehind(_ post: String, cursor: String?) -> Bool? { nil }

  func stop() { network.server.close() }
}
