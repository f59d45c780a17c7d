// Raindrop.io's collection as a table: id, title, note, excerpt, url, folder, tags, created, cover, highlights, favorite.

/// Reads the CSV of Raindrop.
package enum RaindropExport: ExportReader {
  package static let name = "Raindrop"
  package static let origin = "raindrop"

  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    CSVTable.names(["title", "excerpt", "url", "folder", "created"], in: head)
  }

  package static func read(_ bytes: [UInt8], each: (ExportRecord) -> Void) {
    CSVTable.read(bytes, each: each) { row throws(RecordFlaw) in
      var page = SavedPage(
        label: row["favorite"]?.lowercased() == "true" ? .like : .bookmark, service: origin)
      page.address = row["url"]
      page.title = row["title"]
      page.text = [row["excerpt"], row["note"], row["highlights"]].compactMap(\.self)
        .joined(separator: "\n")
      page.at = SavedPage.date(row["created"])
      page.tags = folders(row["folder"]) + TagList.read(row["tags"])
      return try page.record()
    }
  }

  /// `Parent / Child`; what is in no folder is called "Unsorted".
  private static func folders(_ path: String?) -> [String] {
    guard let path, path != "Unsorted" else { return [] }
    return path.split(separator: "/").map(String.init)
  }
}
