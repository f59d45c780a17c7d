// The formats in which a digest is written, and the files that they become.

import Files
import Foundation
package import Workspace
import Markup

extension DigestFormat {
  /// The ending of its file.
  var ending: String {
    switch self {
    case .html: "html"
    case .text: "txt"
    case .md: "md"
    case .json: "json"
    case .atom: "atom"
    case .jsonfeed: "feed.json"
    }
  }

  /// The edition in this format.
  package func render(_ edition: Edition) -> String {
    switch self {
    case .html: DigestPage.render(edition).html
    case .text: DigestText.render(edition)
    case .md: DigestMarkdown.render(edition)
    case .json: DigestObject.render(edition)
    case .atom: AtomFeed.render(CuratedFeed([edition], person: edition.person)).html
    case .jsonfeed: JSONFeedFile.render(CuratedFeed([edition], person: edition.person))
    }
  }

  /// Writes the edition into `folder`, whole or not at all; gives the file's path.
  package func write(_ edition: Edition, into folder: String) throws -> String {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let stamp = DigestDates.stamp(edition.until, in: edition.timeZone)
    let path = "\(folder)/\(stamp)-\(edition.number).\(ending)"
    try AtomicFile.write(Array(render(edition).utf8), to: path)
    return path
  }
}
