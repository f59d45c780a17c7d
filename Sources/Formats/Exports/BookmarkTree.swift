// Folders in folders of bookmarks, read without a tree: a folder gathers what is in it and learns its own name on the
// way out.

import FoundationEssentials
import Markup

/// Walks over bookmarks in JSON.
struct BookmarkTree {
  private static let deepest = 64
  /// Folders that every browser has: where they lie says nothing.
  private static let given: Set<String> = [
    "", "bookmarks bar", "bookmarks toolbar", "bookmarks menu", "other bookmarks",
    "mobile bookmarks",
    "toolbar", "menu", "unfiled", "mobile", "root", "roots",
  ]

  let titleName: String
  let addressName: String
  let dateName: String
  let date: (String) -> Date?
  private var number = 0
  private var problems: [ExportProblem] = []

  init(
    titleName: String, addressName: String, dateName: String, date: @escaping (String) -> Date?
  ) {
    self.titleName = titleName
    self.addressName = addressName
    self.dateName = dateName
    self.date = date
  }

  private struct Node {
    var title: String?
    var address: String?
    var added: String?
    var tags: String?
    var inside: [LikedThing] = []
  }

  /// Reads the tree at the top, or below the member of that name.
  mutating func read(_ bytes: [UInt8], under member: String?, each: (ExportRecord) -> Void) {
    var cursor = JSONCursor(XMLText.scrub(bytes))
    var found: [LikedThing] = []
    if let member {
      _ = cursor.object { cursor, name in
        guard name == member else { return }
        _ = cursor.object { cursor, _ in found += node(&cursor, depth: 0) }
      }
    } else {
      found = node(&cursor, depth: 0)
    }
    for like in found { each(.like(like)) }
    for problem in problems { each(.problem(problem)) }
    guard cursor.hasEnded else { return }
    let what = cursor.brokeOff ? "the file breaks off here" : "no JSON from here on"
    each(.problem(ExportProblem(.record(number + 1), what)))
  }

  private mutating func node(_ cursor: inout JSONCursor, depth: Int) -> [LikedThing] {
    guard depth < Self.deepest else { return [] }
    var node = Node()
    cursor.room = 1 << 20
    _ = cursor.object { cursor, name in
      switch name {
      case titleName: node.title = cursor.text()
      case addressName: node.address = cursor.text()
      case dateName: node.added = cursor.text()
      case "tags": node.tags = cursor.text()
      case "children":
        _ = cursor.array { node.inside += self.node(&$0, depth: depth + 1) }
      default: break
      }
    }
    guard node.address != nil else { return folder(node) }
    // A bookmark that the end of the file cuts is none.
    return cursor.hasEnded ? [] : bookmark(node)
  }

  private func folder(_ node: Node) -> [LikedThing] {
    let name = SavedPage.line(node.title)
    guard !Self.given.contains(name.lowercased()) else { return node.inside }
    return node.inside.map { like in
      var like = like
      like.tags = SavedPage.tags([name] + like.tags)
      return like
    }
  }

  private mutating func bookmark(_ node: Node) -> [LikedThing] {
    number += 1
    // Firefox keeps its own searches among the bookmarks.
    guard node.address?.hasPrefix("place:") == false else { return [] }
    var page = SavedPage(label: .bookmark, service: ChromeBookmarks.origin)
    page.address = node.address
    page.title = node.title
    page.at = node.added.flatMap(date)
    page.tags = TagList.read(node.tags)
    do throws(RecordFlaw) {
      return [try page.like()]
    } catch {
      problems.append(ExportProblem(.record(number), error.what))
      return []
    }
  }
}
