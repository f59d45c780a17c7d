// Pocket, which closed in 2025 and let its people take their lists along: the CSV of its last year and the JSON of its
// API. Its older page is read with other pages of bookmarks.

/// Reads the CSV of Pocket (`part_000000.csv`): title, url, time_added, tags, status.
package enum PocketCSV: ExportReader {
  package static let name = "Pocket (CSV)"
  package static let origin = "pocket"

  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    CSVTable.names(["title", "url", "time_added", "tags", "status"], in: head)
  }

  package static func read(_ bytes: [UInt8], each: (ExportRecord) -> Void) {
    CSVTable.read(bytes, each: each) { row throws(RecordFlaw) in
      var page = SavedPage(label: .save, service: origin)
      page.address = row["url"]
      page.title = row["title"]
      page.at = SavedPage.date(row["time_added"])
      page.tags = (row["tags"] ?? "").split(separator: "|").map(String.init)
      return try page.record()
    }
  }
}

/// Reads answers of Pocket's `v3/get`: an object of items under `list`.
package enum PocketJSON: ExportReader {
  package static let name = "Pocket (JSON)"
  package static let origin = PocketCSV.origin

  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    ExportHead.isJSON(head, naming: ["item_id", "given_url"])
  }

  package static func read(_ bytes: [UInt8], each: (ExportRecord) -> Void) {
    RecordList.read(bytes, in: ["list"], each: each) { tree throws(RecordFlaw) in
      // 2 is an item that the person deleted.
      if tree["status"]?.string == "2" { return [] }
      let isFavourite = tree["favorite"]?.isTrue ?? false
      var page = SavedPage(label: isFavourite ? .like : .save, service: origin)
      page.address = tree["resolved_url"]?.string ?? tree["given_url"]?.string
      page.title = tree["resolved_title"]?.string ?? tree["given_title"]?.string
      page.text = tree["excerpt"]?.string
      page.author = (tree["authors"]?.names.first).flatMap { tree["authors"]?[$0]?["name"]?.string }
      page.at = SavedPage.date(tree["time_added"]?.string)
      page.tags = tree["tags"]?.names ?? []
      return try page.record()
    }
  }
}
