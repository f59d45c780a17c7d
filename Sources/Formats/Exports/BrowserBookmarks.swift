// Bookmarks as browsers keep them in JSON: the file `Bookmarks` of Chrome and its relatives, and the backup of Firefox.
// Folders lie in folders, and Chrome names one only after what is in it.

import FoundationEssentials
import Markup

/// Reads the bookmark file of Chrome, Edge, Brave and other relatives.
package enum ChromeBookmarks: ExportReader {
  package static let name = "Chrome bookmarks"
  package static let origin = "bookmarks"

  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    ExportHead.isJSON(head, naming: ["roots", "bookmark_bar"])
  }

  package static func read(_ bytes: [UInt8], each: (ExportRecord) -> Void) {
    var walk = BookmarkTree(
      titleName: "name", addressName: "url", dateName: "date_added", date: date)
    walk.read(bytes, under: "roots", each: each)
  }

  /// Microseconds since 1601.
  private static func date(_ text: String) -> Date? {
    guard let count = Int64(text), count > 0 else { return nil }
    return Date(timeIntervalSince1970: Double(count) / 1e6 - 11_644_473_600)
  }
}

/// Reads a backup of Firefox (`bookmarks-2024-01-31.json`).
package enum FirefoxBookmarks: ExportReader {
  package static let name = "Firefox bookmarks"
  package static let origin = ChromeBookmarks.origin

  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    ExportHead.has("text/x-moz-place", in: head) && ExportHead.opens(head, with: 0x7B)
  }

  package static func read(_ bytes: [UInt8], each: (ExportRecord) -> Void) {
    var walk = BookmarkTree(
      titleName: "title", addressName: "uri", dateName: "dateAdded", date: FeedDate.parse)
    walk.read(bytes, under: nil, each: each)
  }
}
