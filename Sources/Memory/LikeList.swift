// Likes as JSON Lines: one liked thing a line, `title`, `text`, `url`, `at`. What is readable is taken, the rest is
// listed with its place.

import Feed
import FoundationEssentials
import Service
package import Store

/// Reads likes from JSON Lines.
package enum LikeList {
  private struct Row: Decodable {
    var title: String?
    var text: String?
    var url: String?
    var at: String?
  }

  /// The likes of a file, and what could not be read of it, each as `FILE:LINE: what`.
  package static func read(
    _ bytes: [UInt8], file: String
  ) -> (likes: [ImportedDocument], problems: [String]) {
    var likes: [ImportedDocument] = []
    var problems: [String] = []
    let decoder = JSONDecoder()
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    where !line.allSatisfy({ $0 <= 0x20 }) {
      guard let row = try? decoder.decode(Row.self, from: Data(line)) else {
        problems.append(
          "\(file):\(index + 1): not a JSON object with text members title, text, url, at")
        continue
      }
      guard let like = like(row) else {
        problems.append("\(file):\(index + 1): needs a title or a text")
        continue
      }
      if let at = row.at, like.writtenAt == nil {
        problems.append(
          "\(file):\(index + 1): 'at' is not a time like 2026-01-31T08:00:00Z: '\(at)'")
      }
      likes.append(like)
    }
    return (likes, problems)
  }

  private static func like(_ row: Row) -> ImportedDocument? {
    let title = (row.title ?? "").trimmed
    let text = (row.text ?? "").trimmed
    guard !title.isEmpty || !text.isEmpty else { return nil }
    let url = row.url.map(CanonicalURL.canonical)
    return ImportedDocument(
      kind: .like, key: url ?? "sha256:" + Fingerprint(of: [title, text]).hex,
      title: title.isEmpty ? Wording.opening(of: text) : title, url: url,
      writtenAt: row.at.flatMap(UTCTime.parse),
      passages: [Passage(title: title, text: text)])
  }
}
