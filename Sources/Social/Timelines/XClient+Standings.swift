// Which posts of X are no more. X demands that what was deleted there goes elsewhere too, within a day (Developer Policy,
// "Content compliance"), and has no other way to hear of it than to ask again.

package import Feed
import Formats
import FoundationEssentials
import HTTP
import Service

/// What X said of some posts.
package struct XStandings: Sendable, Hashable {
  /// Those that it was asked about and has answered.
  package var asked: [PostTarget] = []
  /// Those among them of which it says that they are no more, or not for this account.
  package var gone: [PostTarget] = []
  /// Why the others were not asked about.
  package var failure: PullFailure?
}

extension XClient {
  /// The problems that mean that a post is no more; a suspended or protected author's is not for us to keep either.
  private static let endings: Set<String> = ["resource-not-found", "not-authorized-for-resource"]
  /// Where so many posts are asked about and none stands, it is the answer that is doubted.
  private static let doubtful = 4

  /// Asks of posts whether they still stand.
  ///
  /// Believed is only what a whole answer says of a post by its id: one that it does not mention stands.
  package func standings(of posts: [PostTarget]) async -> XStandings {
    var standings = XStandings()
    for start in stride(from: 0, to: posts.count, by: XTimeline.mostPosts) {
      let portion = Array(posts[start..<min(start + XTimeline.mostPosts, posts.count)])
      do {
        let reply = try await line.ask(XTimeline.standing(portion.map(\.uri)))
        guard reply.isGood, let json = reply.json else {
          standings.failure = PullFailure(reply, of: line.name, now: now())
          return standings
        }
        standings.asked += portion
        standings.gone += Self.gone(portion, json)
      } catch {
        standings.failure = PullFailure(error, of: line.name)
        return standings
      }
    }
    return standings
  }

  /// Whether a problem means that what was asked for is no more.
  static func isEnding(_ error: JSONValue) -> Bool {
    let problem = error["type"]?.string?.split(separator: "/").last.map(String.init)
    return problem.map(endings.contains) ?? false
  }

  private static func gone(_ posts: [PostTarget], _ json: JSONValue) -> [PostTarget] {
    let standing = Set((json["data"]?.array ?? []).compactMap { $0["id"]?.string })
    guard posts.count < doubtful || !standing.isEmpty else { return [] }
    let ended = (json["errors"]?.array ?? []).filter { error in
      ["id", "ids"].contains(error["parameter"]?.string) && isEnding(error)
    }
    let ids = Set(ended.compactMap { ($0["resource_id"] ?? $0["value"])?.string })
    return posts.filter { ids.contains($0.uri) && !standing.contains($0.uri) }
  }
}
