// Two smaller services to read later: Readwise Reader as a table, Omnivore (closed in 2024) as JSON.

/// Reads the CSV of Readwise Reader: Title, URL, Document tags, Saved date.
package enum ReadwiseExport: ExportReader {
  package static let name = "Readwise Reader"
  package static let origin = "readwise"

  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    CSVTable.names(["title", "url", "document tags", "saved date"], in: head)
  }

  package static func read(_ bytes: [UInt8], each: (ExportRecord) -> Void) {
    CSVTable.read(bytes, each: each) { row throws(RecordFlaw) in
      var page = SavedPage(label: .save, service: origin)
      page.address = row["url"]
      page.title = row["title"]
      page.at = SavedPage.date(row["saved date"])
      page.tags = TagList.read(row["document tags"])
      return try page.record()
    }
  }
}

/// Reads Omnivore's `metadata_0_to_20.json`.
package enum OmnivoreExport: ExportReader {
  package static let name = "Omnivore"
  package static let origin = "omnivore"

  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    ExportHead.isJSON(head, naming: ["slug", "url", "savedAt"])
  }

  package static func read(_ bytes: [UInt8], each: (ExportRecord) -> Void) {
    RecordList.read(bytes, each: each) { tree throws(RecordFlaw) in
      var page = SavedPage(label: .save, service: origin)
      page.address = tree["url"]?.string
      page.title = tree["title"]?.string
      page.text = tree["description"]?.string
      page.author = tree["author"]?.string
      page.at = SavedPage.date(tree["savedAt"]?.string)
      page.tags = tree["labels"]?.strings ?? []
      return try page.record()
    }
  }
}
