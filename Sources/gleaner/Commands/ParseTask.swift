// One document to parse, as a row of the batch or a path on the command line names it. Whatever is wrong with it
// becomes a row with an error, never a missing row.

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

  /// The row that answers this task.
  func row() -> JSONValue {
    if let format, format != "feed" {
      let known = ["mastodon", "bluesky", "x"].contains(format)
      return failure(
        known
          ? "timelines (format '\(format)') cannot be parsed by this release; feeds can"
          : "no format '\(format)'; leave it out for feeds")
    }
    do throws(FormatError) {
      let document = try FeedParser.parse(try bytes(), url: url, headers: headers)
      return FeedRow.row(key: key, document)
    } catch {
      return failure(error.message)
    }
  }

  private func failure(_ message: String) -> JSONValue {
    FeedRow.failure(key: key, message, line: line)
  }

  private func bytes() throws(FormatError) -> [UInt8] {
    if let base64 {
      guard let data = Data(base64Encoded: base64, options: .ignoreUnknownCharacters) else {
        throw FormatError(.notAFeed, "'base64' is no base64")
      }
      return [UInt8](data)
    }
    guard let file else {
      throw FormatError(.empty, "the row has neither 'file' nor 'base64'")
    }
    do throws(BoundedFile.Failure) {
      return try BoundedFile.read(file, bytesMax: Self.bytesMax)
    } catch {
      throw FormatError(.empty, "\(file): \(error)")
    }
  }
}
