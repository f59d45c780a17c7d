// What was starred in Miniflux, as its API answers `/v1/entries?starred=true`: the texts come along.

/// Reads entries of Miniflux.
package enum MinifluxStars: ExportReader {
  package static let name = "Miniflux"
  package static let origin = "miniflux"

  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    ExportHead.isJSON(head, naming: ["feed_id", "starred", "url"])
      || ExportHead.isJSON(head, naming: ["entries", "feed_id", "hash"])
  }

  package static func read(_ bytes: [UInt8], each: (ExportRecord) -> Void) {
    RecordList.read(bytes, in: ["entries"], each: each) { tree throws(RecordFlaw) in
      // An answer may hold all entries: what has no star says nothing.
      if let star = tree["starred"], !star.isTrue { return [] }
      var page = SavedPage(label: .like, service: origin)
      page.address = tree["url"]?.string
      page.title = tree["title"]?.string
      page.text = tree["content"]?.string
      page.author = tree["author"]?.string
      // A star is a change; when it was set stands nowhere else.
      page.at = SavedPage.date((tree["changed_at"] ?? tree["published_at"])?.string)
      page.tags = tree["tags"]?.strings ?? []
      return try page.record()
    }
  }
}
