// One document to parse, as a row of the batch or a path on the command line names it. Whatever is wrong becomes a row,
// never a missing row: an error where nothing could be read, a defect where what was read is no feed.

import Feed
import Formats
import Foundation
import Service

/// A document and what is known about it.
struct ParseTask {
  private var key: JSONValue
  private var file: String?
  private var base64: String?
  private var url: String?
  private var headers: [(String, String)] = []
  private var format: String?
  private var line: Int?

  private static let bytesMax = 64 << 20

  init(key: JSONValue, file: String, url: String?) {
    self.key = key
    self.file = file
    self.url = url
  }

  init(_ row: JSONValue, line: Int) {
    file = row["file"]?.string
    base64 = row["base64"]?.string
    key = row["key"] ?? file.map { .string($0) } ?? .null
    url = row["url"]?.string
    format = row["format"]?.string
    self.line = key == .null ? line : nil
    if case .object(let members)? = row["http_headers"] {
      headers = members.compactMap { member in member.value.string.map { (member.key, $0) } }
    }
  }

  /// What a task comes to.
  struct Answer {
    var row: JSONValue
    /// Whether there was a feed to read.
    var isFeed: Bool
  }

  /// The row that answers this task.
  func answer() -> Answer {
    if let format, format != "feed" {
      let known = ["mastodon", "bluesky", "x"].contains(format)
      return failure(
        known
          ? "timelines (format '\(format)') cannot be parsed by this release; feeds can"
          : "no format '\(format)'; leave it out for feeds")
    }
    do throws(Unreadable) {
      return read(try bytes())
    } catch {
      return failure(error.reason)
    }
  }

  private func read(_ bytes: [UInt8]) -> Answer {
    do throws(FormatError) {
      let document = try FeedParser.parse(bytes, url: url, headers: headers)
      return Answer(row: FeedRow.row(key: key, document), isFeed: true)
    } catch {
      if error.code == .tooLarge { return failure(error.message) }
      var nothing = FeedDocument()
      nothing.defect = error.message
      return Answer(row: FeedRow.row(key: key, nothing), isFeed: false)
    }
  }

  private func failure(_ message: String) -> Answer {
    Answer(row: FeedRow.failure(key: key, message, line: line), isFeed: false)
  }

  /// Why there is no document.
  private struct Unreadable: Error {
    var reason: String
  }

  private func bytes() throws(Unreadable) -> [UInt8] {
    if let base64 {
      guard let data = Data(base64Encoded: base64, options: .ignoreUnknownCharacters) else {
        throw Unreadable(reason: "'base64' is no base64")
      }
      return [UInt8](data)
    }
    guard let file else {
      throw Unreadable(reason: "the row has neither 'file' nor 'base64'")
    }
    do throws(BoundedFile.Failure) {
      return try BoundedFile.read(file, bytesMax: Self.bytesMax)
    } catch {
      throw Unreadable(reason: "\(file): \(error)")
    }
  }
}
