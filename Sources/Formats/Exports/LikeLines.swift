// Likes as JSON Lines, the format of our own: one liked thing a line, `title`, `text`, `url`, `at`, and what else others
// call the same. What is readable is taken, the rest is listed with its place.

import Feed
import FoundationEssentials

/// Reads likes from JSON Lines.
package enum LikeLines: ExportReader {
  package static let name = "JSON Lines"
  package static let origin = "jsonl"

  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    ExportHead.hasEnding(path, ["jsonl", "ndjson"])
  }

  package static func read(_ bytes: [UInt8], each: (ExportRecord) -> Void) {
    var number = 0
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      guard !line.allSatisfy({ $0 <= 0x20 }) else { continue }
      do throws(RecordFlaw) {
        let (like, doubt) = try like(line)
        each(.like(like))
        if let doubt { each(.problem(ExportProblem(.line(number), doubt))) }
      } catch {
        each(.problem(ExportProblem(.line(number), error.what)))
      }
    }
  }

  private static func like(
    _ line: ArraySlice<UInt8>
  ) throws(RecordFlaw) -> (LikedThing, doubt: String?) {
    var cursor = JSONCursor(Array(line))
    let tree = JSONTree.read(&cursor)
    guard case .object = tree, !cursor.hasEnded, cursor.lead() == nil, hasTexts(tree) else {
      throw RecordFlaw("not a JSON object with text members title, text, url, at")
    }
    let time = first(["at", "saved", "time", "created", "created_at", "date"], of: tree)
    var page = SavedPage(label: label(tree), service: origin)
    page.address = first(["url", "link", "href"], of: tree)
    page.title = tree["title"]?.string
    page.text = first(["text", "excerpt", "summary", "description"], of: tree)
    page.author = tree["author"]?.string
    page.at = SavedPage.date(time)
    page.tags = tree["tags"]?.strings ?? []
    var like = try page.like()
    guard !like.isAddressOnly else { throw RecordFlaw("needs a title or a text") }
    // This format belongs to no service, so what is known by its address is so wherever it comes from.
    like.key = String(like.key.dropFirst(origin.count + 1))
    guard like.at == nil, let time else { return (like, nil) }
    return (like, "'at' is not a time like 2026-01-31T08:00:00Z: '\(time.prefix(60))'")
  }

  private static func first(_ names: [String], of tree: JSONTree) -> String? {
    for name in names { if let found = tree[name]?.string { return found } }
    return nil
  }

  /// A number for a title is another kind of file.
  private static func hasTexts(_ tree: JSONTree) -> Bool {
    ["title", "text", "url", "at"].allSatisfy { name in
      switch tree[name] {
      case nil, .text: true
      default: false
      }
    }
  }

  private static func label(_ tree: JSONTree) -> LikedThing.Label {
    tree["label"]?.string.flatMap(LikedThing.Label.init) ?? .like
  }
}
