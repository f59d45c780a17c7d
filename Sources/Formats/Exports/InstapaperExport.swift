// Instapaper's list as a table: URL, Title, Selection, Folder, Timestamp, and Tags since 2023.

/// Reads the CSV of Instapaper.
package enum InstapaperExport: ExportReader {
  package static let name = "Instapaper"
  package static let origin = "instapaper"

  /// Folders of its own; every other is the person's, and a tag.
  private static let folders: Set<String> = ["Unread", "Archive", "Starred", "Home"]

  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    CSVTable.names(["url", "title", "selection", "folder"], in: head)
  }

  package static func read(_ bytes: [UInt8], each: (ExportRecord) -> Void) {
    CSVTable.read(bytes, each: each) { row throws(RecordFlaw) in
      let folder = row["folder"] ?? ""
      var page = SavedPage(label: folder == "Starred" ? .like : .save, service: origin)
      page.address = row["url"]
      page.title = row["title"]
      page.text = row["selection"]
      page.at = SavedPage.date(row["timestamp"])
      page.tags = (folders.contains(folder) ? [] : [folder]) + TagList.read(row["tags"])
      return try page.record()
    }
  }
}
