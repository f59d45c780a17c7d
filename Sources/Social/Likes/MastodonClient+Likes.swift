// Favourites, bookmarks and boosts of Mastodon. Favourites and bookmarks come in the order in which they were made, and
// that order's numbers are the server's own: its `Link` is followed to the letter.

package import Feed
import Formats
import HTTP

extension MastodonClient: LikeReader {
  /// A page of what the account has done.
  package func likes(_ kind: ActionKind, from place: String?, money: Double) async -> LikePage {
    let address =
      place ?? MastodonTimeline.own(kind, of: line.who).address(at: line.server)
    do {
      let reply = try await line.ask(verbatim: address)
      guard reply.isGood, reply.status != 206 else {
        return LikePage(failure: PullFailure(reply, of: line.name, now: now()))
      }
      let document = try reply.posts(from: .mastodon, url: address)
      var page = LikePage()
      page.isWhole = document.defect == nil
      page.ids = document.entries.compactMap { $0.post?.repost?.id ?? $0.metadata.id }
      page.likes = document.entries.compactMap { Self.like(kind, $0) }
      page.isLast = reply.rateLimit(now: now()).map { $0.pause(now: now()) > 0 } ?? false
      guard let next = document.next, !document.entries.isEmpty, next != address else {
        return page
      }
      guard let server = try? URLReference(line.server), let there = try? URLReference(next),
        server.trusts(there)
      else {
        page.failure = PullFailure(
          .address, "its list goes on at another server, which is not asked")
        return page
      }
      page.next = next
      return page
    } catch let error as FormatError {
      return LikePage(failure: PullFailure(.brokenFeed, error.message))
    } catch {
      return LikePage(failure: PullFailure(error, of: line.name))
    }
  }

  /// Among what the account wrote, only what it passed on is a repost.
  private static func like(_ kind: ActionKind, _ entry: Entry) -> FoundLike? {
    let repost = entry.post?.repost
    guard kind != .repost || repost != nil, let target = PostTarget(of: entry, on: .mastodon) else {
      return nil
    }
    var like = FoundLike(target, entry: entry)
    like.reference = entry.metadata.id ?? ""
    like.at = kind == .repost ? repost?.at : nil
    return like
  }
}
