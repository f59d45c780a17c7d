// Likes and reposts of Bluesky are records of the person's own repository, sorted by keys that are times: what lies between
// two of them and is not listed is not there. The posts that they are about are asked for beside them.

package import Feed
import Formats
import FoundationEssentials
import Service

extension BlueskyClient: LikeReader {
  /// Records of a page: two lookups of posts.
  private static let pageLimit = 2 * BlueskyTimeline.mostPosts

  /// A page of what the account has done.
  package func likes(_ kind: ActionKind, from place: String?, money: Double) async -> LikePage {
    do {
      return kind == .bookmark
        ? try await bookmarks(from: place) : try await records(kind, from: place)
    } catch let error as FormatError {
      return LikePage(failure: PullFailure(.brokenFeed, error.message))
    } catch {
      return LikePage(failure: PullFailure(error, of: line.name))
    }
  }

  private func records(_ kind: ActionKind, from place: String?) async throws -> LikePage {
    let collection = kind == .like ? "app.bsky.feed.like" : "app.bsky.feed.repost"
    let reply = try await line.ask(
      BlueskyTimeline.records(
        repo: line.who, collection: collection, cursor: place, limit: Self.pageLimit))
    guard reply.isGood, let list = reply.json?["records"]?.array else { return refusal(reply) }
    let records = list.compactMap(LikeRecord.init)
    var page = LikePage()
    page.isWhole = records.count == list.count
    page.ids = records.map(\.uri)
    page.next =
      list.isEmpty ? nil : reply.json?["cursor"]?.string.flatMap { $0 == place ? nil : $0 }
    let subjects = Set(records.map(\.subject)).sorted()
    var posts: [String: Entry] = [:]
    for start in stride(from: 0, to: subjects.count, by: BlueskyTimeline.mostPosts) {
      let some = Array(subjects.dropFirst(start).prefix(BlueskyTimeline.mostPosts))
      let reply = try await line.ask(BlueskyTimeline.posts(some))
      guard reply.isGood else { return refusal(reply) }
      for entry in try reply.posts(from: .bluesky).entries {
        if let uri = entry.metadata.id { posts[uri] = entry }
      }
    }
    page.likes = records.compactMap { record in
      PostTarget(.bluesky, uri: record.subject).map { target in
        var like = FoundLike(target, entry: posts[record.subject])
        (like.reference, like.remote) = (record.cid, record.uri)
        (like.at, like.place) = (record.at, record.place)
        return like
      }
    }
    return page
  }

  private func bookmarks(from place: String?) async throws -> LikePage {
    let reply = try await line.ask(
      BlueskyTimeline.bookmarks(cursor: place, limit: Self.pageLimit))
    guard reply.isGood, let list = reply.json?["bookmarks"]?.array else { return refusal(reply) }
    let document = try reply.posts(from: .bluesky)
    let posts = Dictionary(
      document.entries.compactMap { entry in entry.metadata.id.map { ($0, entry) } }
    ) { first, _ in first }
    var page = LikePage()
    page.likes = list.compactMap { bookmark in
      guard let uri = bookmark["subject"]?["uri"]?.string,
        let target = PostTarget(.bluesky, uri: uri)
      else { return nil }
      var like = FoundLike(target, entry: posts[uri])
      like.reference = bookmark["subject"]?["cid"]?.string ?? ""
      like.at = bookmark["createdAt"]?.string.flatMap(UTCTime.parse)
      return like
    }
    page.isWhole = page.likes.count == list.count
    page.ids = page.likes.map(\.target.uri)
    page.next =
      list.isEmpty ? nil : reply.json?["cursor"]?.string.flatMap { $0 == place ? nil : $0 }
    return page
  }

  private func refusal(_ reply: WireReply) -> LikePage {
    guard reply.isGood else {
      return LikePage(failure: PullFailure(reply, of: line.name, now: now()))
    }
    return LikePage(failure: PullFailure(.brokenFeed, "its answer has no list of likes"))
  }
}

/// A record that says that something is liked or reposted.
private struct LikeRecord {
  let uri: String
  let subject: String
  let cid: String
  let at: Date?
  let place: Int64?

  /// Reads an element of `listRecords`; nil for anything else.
  init?(_ json: JSONValue) {
    guard let uri = json["uri"]?.string, let subject = json["value"]?["subject"]?["uri"]?.string
    else { return nil }
    self.uri = uri
    self.subject = subject
    cid = json["value"]?["subject"]?["cid"]?.string ?? ""
    at = json["value"]?["createdAt"]?.string.flatMap(UTCTime.parse)
    place = uri.split(separator: "/").last.flatMap { RecordKey.number(of: String($0)) }
  }
}
