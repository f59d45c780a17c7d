// Lists within one field of a table: JSON where a program wrote it, words between commas where a person should read it.

/// Reads lists of tags.
enum TagList {
  /// `["a","b"]`, `['a', 'b']`, `a, b`.
  static func read(_ field: String?) -> [String] {
    guard let field, !field.isEmpty else { return [] }
    if field.hasPrefix("[") {
      var cursor = JSONCursor(Array(field.replacing("'", with: "\"").utf8))
      let list = JSONTree.read(&cursor).strings
      if !list.isEmpty || field == "[]" { return list }
    }
    return field.split(separator: ",").map { PlainLine.oneLine(String($0)) }
  }
}
