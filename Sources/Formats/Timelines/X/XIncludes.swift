// What X puts beside the posts: authors, pictures, polls and other posts, each once, to be looked up. Any of it may be
// missing: deleted, protected, not asked for, or not paid for; then the answer says why, or says nothing.

import Feed

/// The `includes` and `errors` of an answer.
struct XIncludes {
  private var users: [String: JSONTree] = [:]
  private var posts: [String: JSONTree] = [:]
  private var media: [String: JSONTree] = [:]
  private var polls: [String: JSONTree] = [:]
  /// Why a thing is missing, by its id.
  private var reasons: [String: String] = [:]

  init(_ answer: JSONTree) {
    let includes = answer["includes"]
    users = Self.byKey(includes?["users"]?.elements ?? [], "id")
    media = Self.byKey(includes?["media"]?.elements ?? [], "media_key")
    polls = Self.byKey(includes?["polls"]?.elements ?? [], "id")
    // A page holds its own answers too, where somebody answers themselves.
    posts = Self.byKey(answer["data"]?.elements ?? [], "id")
    posts.merge(Self.byKey(XDialect.posts(includes), "id")) { $1 }
    for error in answer["errors"]?.elements ?? [] {
      guard let id = (error["resource_id"] ?? error["value"])?.string else { continue }
      reasons[id] = Self.reason(error)
    }
  }

  private static func byKey(_ elements: [JSONTree], _ key: String) -> [String: JSONTree] {
    Dictionary(
      elements.compactMap { element in element[key]?.string.map { ($0, element) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// The end of a problem's type, which names it; hosts in front of it have changed.
  private static func reason(_ error: JSONTree) -> String? {
    let type = error["type"]?.string?.split(separator: "/").last.map(String.init)
    return (type ?? PostDraft.line(error["title"]))?.lowercased()
      .split { $0 == "-" || $0 == " " }.joined(separator: "_")
  }

  func post(_ id: String?) -> JSONTree? { id.flatMap { posts[$0] } }
  func medium(_ key: String) -> JSONTree? { media[key] }
  func poll(_ id: String) -> JSONTree? { polls[id] }

  /// Why the thing with this id is not here; nil when nothing is said.
  func reason(_ id: String?) -> String? { id.flatMap { reasons[$0] } }

  /// The account with this id: at least its id, and the page that leads to it.
  func person(_ id: String?) -> Person? {
    guard let id else { return nil }
    let user = users[id]
    let handle = PostDraft.line(user?["username"])
    return Person(
      name: PostDraft.line(user?["name"]),
      href: handle.map { "https://x.com/\($0)" } ?? "https://x.com/i/user/\(id)",
      handle: handle, id: id)
  }

  func isProtected(_ id: String?) -> Bool {
    id.flatMap { users[$0]?["protected"]?.isTrue } ?? false
  }
}
