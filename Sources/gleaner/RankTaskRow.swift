// One task of `gleaner rank --task`, as it is written down.

import Service

/// A ranking by the ids of its items.
struct RankTaskRow: Sendable {
  let place: RowPlace
  let name: String
  let likes: [String]
  let dislikes: [String]
  let documents: [String]
  let background: [String]?
  let candidates: [String]
  let prior: Double?
  let isOldestFirst: Bool

  var allIDs: [String] { likes + dislikes + documents + (background ?? []) + candidates }

  /// All tasks of the file at `path`.
  static func read(_ path: String) throws -> [RankTaskRow] {
    var reader = try LineReader(path: path)
    var tasks: [RankTaskRow] = []
    while let value = try reader.nextJSON() {
      tasks.append(try RankTaskRow(value, RowPlace(file: reader.name, line: reader.line)))
    }
    return tasks
  }

  private init(_ value: JSONValue, _ place: RowPlace) throws {
    guard let name = value["task"]?.string else {
      throw place.error("needs a \"task\", the name of the task")
    }
    self.place = place
    self.name = name
    likes = try Self.ids(value["likes"], "likes", place) ?? []
    dislikes = try Self.ids(value["dislikes"], "dislikes", place) ?? []
    documents = try Self.ids(value["documents"], "documents", place) ?? []
    background = try Self.ids(value["background"], "background", place)
    guard let candidates = try Self.ids(value["candidates"], "candidates", place) else {
      throw place.error("task '\(name)' needs \"candidates\", a list of ids")
    }
    self.candidates = candidates
    prior = try Self.prior(value["prior"], place)
    isOldestFirst = try Self.order(value["order"], place)
  }

  private static func ids(
    _ value: JSONValue?, _ key: String, _ place: RowPlace
  ) throws -> [String]? {
    guard let value, value != .null else { return nil }
    guard let values = value.array else {
      throw place.error("\"\(key)\" should be a list of ids, found \(value.kind)")
    }
    return try values.map { value in
      guard let id = value.string ?? value.int.map(String.init) else {
        throw place.error("\"\(key)\" should hold ids, found \(value.kind)")
      }
      return id
    }
  }

  private static func prior(_ value: JSONValue?, _ place: RowPlace) throws -> Double? {
    guard let value, value != .null else { return nil }
    guard let prior = value.double, prior > 0, prior < 1 else {
      throw place.error("\"prior\" should be a number between 0 and 1")
    }
    return prior
  }

  private static func order(_ value: JSONValue?, _ place: RowPlace) throws -> Bool {
    guard let value, value != .null else { return false }
    guard value.string == "oldest first" else {
      throw place.error("\"order\" can only be \"oldest first\"")
    }
    return true
  }
}
