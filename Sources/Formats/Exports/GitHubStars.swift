// Stars on GitHub, as its API answers `/users/NAME/starred`: bare repositories, or with the time where the media type
// `application/vnd.github.star+json` was asked for.

/// Reads starred repositories.
package enum GitHubStars: ExportReader {
  package static let name = "GitHub stars"
  package static let origin = "github"

  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    ExportHead.isJSON(head, naming: ["full_name", "html_url", "node_id"])
  }

  package static func read(_ bytes: [UInt8], each: (ExportRecord) -> Void) {
    RecordList.read(bytes, each: each) { tree throws(RecordFlaw) in
      let repository = tree["repo"] ?? tree
      var page = SavedPage(label: .like, service: origin)
      page.address = repository["html_url"]?.string
      page.title = repository["full_name"]?.string
      page.text = repository["description"]?.string
      page.author = repository["owner"]?["login"]?.string
      page.at = SavedPage.date(tree["starred_at"]?.string)
      page.tags = (repository["topics"]?.strings ?? []) + (repository["language"]?.strings ?? [])
      return try page.record()
    }
  }
}
