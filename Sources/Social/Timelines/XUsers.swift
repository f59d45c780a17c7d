// The authors of posts of X. An account costs twice as much as a post and comes again with each of them, so those that are
// known are not asked for: they are laid beside the posts as X would have done.

package import Feed
import Service

/// Where accounts that were paid for are remembered.
package struct UserMemory: Sendable {
  /// Of these ids, the accounts that are known.
  package let known: @Sendable ([String]) async throws -> [NetworkUser]
  package let keep: @Sendable ([NetworkUser]) async throws -> Void

  package init(
    known: @escaping @Sendable ([String]) async throws -> [NetworkUser],
    keep: @escaping @Sendable ([NetworkUser]) async throws -> Void
  ) {
    self.known = known
    self.keep = keep
  }
}

extension NetworkUser {
  /// Reads an account of X; nil for what is none.
  init?(_ json: JSONValue) {
    guard let id = json["id"]?.string, let handle = json["username"]?.string else { return nil }
    self.init(
      id: id, handle: handle, name: json["name"]?.string ?? handle,
      isProtected: json["protected"]?.bool ?? false)
  }

  var json: JSONValue {
    [
      "id": .string(id), "username": .string(handle), "name": .string(name),
      "protected": .bool(isProtected),
    ]
  }
}

/// An answer of X, for counting and completing.
struct XAnswer {
  private(set) var json: JSONValue

  init(_ json: JSONValue) { self.json = json }

  /// The ids of the posts that were asked for.
  var ids: [String] { (json["data"]?.array ?? []).compactMap { $0["id"]?.string } }

  var next: String? { json["meta"]?["next_token"]?.string }

  /// All posts that are billed: those that were asked for, and those that came with them.
  private var posts: [JSONValue] {
    let includes = json["includes"]
    return [json["data"], includes?["tweets"], includes?["posts"]].flatMap { $0?.array ?? [] }
  }

  var postCount: Int { Set(posts.compactMap { $0["id"]?.string }).count }
  var users: [NetworkUser] {
    (json["includes"]?["users"]?.array ?? []).compactMap(NetworkUser.init)
  }

  /// Authors of whom nothing is said but their ids; in the order of the posts.
  var strangers: [String] {
    var seen = Set(users.map(\.id))
    return posts.compactMap { $0["author_id"]?.string }.filter { seen.insert($0).inserted }
  }

  /// Lays accounts beside the posts.
  mutating func add(_ users: [NetworkUser]) {
    guard !users.isEmpty, case .object(var members) = json else { return }
    var includes: [JSONMember] = []
    if case .object(let own)? = json["includes"] { includes = own.filter { $0.key != "users" } }
    let all = (json["includes"]?["users"]?.array ?? []) + users.map(\.json)
    members.removeAll { $0.key == "includes" }
    members.append(JSONMember("includes", .object(includes + [JSONMember("users", .array(all))])))
    json = .object(members)
  }
}
