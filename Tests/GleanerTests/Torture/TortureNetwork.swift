// What is tortured: a network with a server that can be asked what it really has. Another network is another of these.

import Feed
import Foundation
import TestSupport

/// Something that can be done to a post.
struct Deed: Hashable, CustomStringConvertible {
  let kind: ActionKind
  let post: String

  var description: String { "\(kind.rawValue) of \(post)" }
}

/// A network, as far as the torture needs to know it.
protocol TortureNetwork: Sendable {
  /// As the record calls it.
  var title: String { get }
  var account: String { get }
  /// Where its server listens on the loopback.
  var port: Int { get }
  /// The line of `feeds/` that is its home timeline.
  var source: String { get }
  /// What follows `gleaner`, and the secrets that it needs.
  var signIn: (words: [String], environment: [String: String]) { get }

  /// How long after it was done something should be left before it is taken back.
  var digestion: Duration { get }

  /// Writes so many posts; gives what the network calls them, once they stand in the timeline.
  func write(_ count: Int, at now: Date) async throws -> [String]
  /// All that was ever done, in order; `calls` is what has reached the server.
  func effects(_ calls: [RelayedCall]) -> [ServedEffect]
  /// Whether it is there now.
  func stands(_ deed: Deed) async throws -> Bool
  /// Makes one of the next calls go wrong.
  func disturb(_ dice: inout SteadyDice, _ relay: WebRelay)
  /// Nothing goes wrong any more.
  func forgive()
  /// Whether a cursor stands behind this post, the newest; nil where it cannot be told from outside.
  func isBehind(_ post: String, cursor: String?) -> Bool?
  func stop()
}

extension TortureNetwork {
  var digestion: Duration { .zero }

  /// A fault as networks have them; what it is made of is the network's own answer to too many calls.
  static func fault(
    _ dice: inout SteadyDice, throttled: ServerFault
  ) -> ServerFault {
    switch Int.random(in: 0..<5, using: &dice) {
    case 0, 1: .dropAfter
    case 2: .failAfter(503)
    case 3: .dropBefore
    default: throttled
    }
  }
}
