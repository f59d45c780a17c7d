// Rows of items, as other programs write them: every mistake is answered with its file and line.

import Feed
import Service
import Taste

/// One row {"id", "title", "text"}.
struct ItemRow: Sendable {
  /// As it was given: a text or a number.
  let id: JSONValue
  /// The id as text, which is how tasks and reasons name it.
  let key: String
  let title: String
  let text: String

  /// What is embedded.
  var whole: String { Wording.whole(title: title, text: text) }
}

/// Reads files of such rows.
enum ItemRows {
  private static let rowsMax = 1_000_000

  /// All rows of the file at `path`; `-` is standard input.
  static func read(_ path: String) throws -> [ItemRow] {
    var reader = try LineReader(path: path)
    var rows: [ItemRow] = []
    while let value = try reader.nextJSON() {
      let place = RowPlace(file: reader.name, line: reader.line)
      guard rows.count < rowsMax else { throw place.error("more than \(rowsMax) rows") }
      rows.append(try row(value, place))
    }
    return rows
  }

  private static func row(_ value: JSONValue, _ place: RowPlace) throws -> ItemRow {
    guard case .object = value else {
      throw place.error("expected a row {\"id\", \"title\", \"text\"}, found \(value.kind)")
    }
    guard let id = value["id"], let key = id.string ?? id.int.map(String.init) else {
      throw place.error("needs an \"id\" that is a text or a whole number")
    }
    let title = try text(value["title"], "title", place)
    let text = try text(value["text"], "text", place)
    guard title != nil || text != nil else {
      throw place.error("item '\(key)' needs a \"title\" or a \"text\"")
    }
    return ItemRow(id: id, key: key, title: title ?? "", text: text ?? "")
  }

  private static func text(
    _ value: JSONValue?, _ key: String, _ place: RowPlace
  ) throws -> String? {
    guard let value, value != .null else { return nil }
    guard let text = value.string else {
      throw place.error("\"\(key)\" should be a text, found \(value.kind)")
    }
    return text
  }
}

/// Where a row stands.
struct RowPlace: Sendable {
  let file: String
  let line: Int

  func error(_ message: String) -> InputError {
    InputError(name: "\(file):\(line)", message: message)
  }
}
