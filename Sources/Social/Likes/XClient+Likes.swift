// Likes, bookmarks and reposts of X. Each costs money, and so does each author: of those only the ones that are known
// already are named.

package import Feed
import Formats
import Service

extension XClient: LikeReader {
  /// A page of what the account has done.
  package func likes(_ kind: ActionKind, from place: String?, money: Double) async -> LikePage {
    let limit = min(terms.affordableLikes(money), XTimeline.ownLimit.upperBound)
    guard limit >= XTimeline.ownLimit.lowerBound else {
      var page = LikePage()
      (page.next, page.isLast, page.isWhole) = (place, true, false)
      return page
    }
    let request = XTimeline.own(
      kind, of: line.who, token: place, limit: limit, dialect: terms.dialect)
    do {
      let reply = try await line.ask(request)
      guard reply.isGood, let json = reply.json else {
        return LikePage(failure: PullFailure(reply, of: line.name, now: now()))
      }
      return try await page(kind, XAnswer(json), reply, after: place)
    } catch let error as FormatError {
      return LikePage(failure: PullFailure(.brokenFeed, error.message))
    } catch {
      return LikePage(failure: PullFailure(error, of: line.name))
    }
  }

  private func page(
    _ kind: ActionKind, _ given: XAnswer, _ reply: WireReply, after place: String?
  ) async throws -> LikePage {
    var answer = given
    if let users { answer.add(try await users.known(answer.strangers)) }
    let document = try reply.posts(from: .x, completed: Array(answer.json.jsonText.utf8))
    var page = LikePage()
    page.cost =
      Double(answer.ids.count) * terms.own
      + terms.cost(posts: answer.postCount - answer.ids.count, authors: 0)
    page.ids = answer.ids
    // An answer may hold errors beside posts, about posts that are not there.
    page.isWhole = document.defect == nil
    page.next = answer.ids.isEmpty || answer.next == place ? nil : answer.next
    page.likes = document.entries.compactMap { entry in
      guard kind != .repost || entry.post?.repost != nil, let id = entry.metadata.id,
        let target = PostTarget(.x, uri: id)
      else { return nil }
      var like = FoundLike(target, entry: entry)
      like.at = kind == .repost ? entry.post?.repost?.at : nil
      return like
    }
    return page
  }
}
