// X on the loopback, with calls that are signed, and a till.

import Feed
import Foundation
import Synchronization
import TestSupport

final class XTorture: TortureNetwork {
  let title = "X"
  let account = "ada@x.com"
  private let network: XServer
  private let newest = Atomic(1_880_000_000_000_000_000)

  init() throws {
    network = try XServer(user: "ada", redirect: "https://gleaner.example/back")
  }

  var port: Int { network.server.port }
  var source: String { "{x: ada}" }
  var signIn: (words: [String], environment: [String: String]) {
    let names = ["CONSUMER_KEY", "CONSUMER_SECRET", "TOKEN", "TOKEN_SECRET"]
    return (
      ["accounts", "add", "x", "ada", "--oauth1"],
      Dictionary(uniqueKeysWithValues: zip(names.map { "GLEANER_X_\($0)" }, XServer.keys))
    )
  }

  func write(_ count: Int, at now: Date) async throws -> [String] {
    network.posts.frame.time = now.formatted(.iso8601)
    let posts = (0..<count).map { _ in newest.add(7, ordering: .relaxed).newValue }
    network.posts.add(posts)
    return posts.map(String.init)
  }

  func effects(_ calls: [RelayedCall]) -> [ServedEffect] { network.posts.frame.effects }

  func stands(_ deed: Deed) async throws -> Bool {
    let set =
      switch deed.kind {
      case .like: "likes"
      case .repost: "retweets"
      case .bookmark: "bookmarks"
      }
    return network.posts.set(set).contains(deed.post)
  }

  func disturb(_ dice: inout SteadyDice, _ relay: WebRelay) {
    let throttled = ServerFault.answer(
      429, headers: ["x-rate-limit-remaining": "0", "x-rate-limit-reset": "1768896600"],
      #"{"title":"Too Many Requests","detail":"Too Many Requests","type":"about:blank","status":429}"#
    )
    network.posts.fail(
      Self.fault(&dice, throttled: throttled), after: Int.random(in: 0..<20, using: &dice))
  }

  func forgive() { network.posts.frame.forgive() }

  func isBehind(_ post: String, cursor: String?) -> Bool? { cursor?.contains("\"\(post)\"") }

  func stop() { network.server.close() }
}
