// The formats that are known, in the order in which they are asked: those first that are sure of themselves.

/// All formats of exported likes.
package enum ExportFormats {
  package static let all: [any ExportReader.Type] = [
    XArchive.self, MastodonArchive.self, ChromeBookmarks.self, FirefoxBookmarks.self,
    PinboardJSON.self, PinboardXML.self, PocketJSON.self, OmnivoreExport.self, GitHubStars.self,
    MinifluxStars.self, ReaderStars.self, BookmarkPage.self, RaindropExport.self,
    InstapaperExport.self, ReadwiseExport.self, PocketCSV.self, LikeLines.self,
  ]

  /// The format that a file seems to be of; `head` are its first bytes, sixteen kilobytes being plenty.
  package static func reader(path: String, head: ArraySlice<UInt8>) -> (any ExportReader.Type)? {
    all.first { $0.recognises(path: path, head: head) }
  }
}
