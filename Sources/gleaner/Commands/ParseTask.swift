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

  /// Writes the row that answers this task; false when there was no feed to read.
  func answer(_ row: inout JSONRow) -> Bool {
    guard format.map({ $0 == "feed" || Network(rawValue: $0) != nil }) ?? true else {
      return fail(
        &row, "no format '\(format ?? "")'; it is mastodon, bluesky or x, and left out for feeds")
    }
    do throws(Unreadable) {
      let bytes = try bytes()
      return format.flatMap(Network.init).map { read(bytes, from: $0, &row) } ?? read(bytes, &row)
    } catch {
      return fail(&row, error.reason)
    }
  }

  private func read(_ bytes: [UInt8], _ row: inout JSONRow) -> Bool {
    guard bytes.count <= FeedParser.mostBytes else {
      return fail(&row, "the document is larger than \(FeedParser.mostBytes >> 20) MB")
    }
    FeedRow.begin(&row, key: key)
    var count = 0
    do throws(FormatError) {
      let document = try FeedParser.parse(bytes, url: url, headers: headers) { entry in
        count += 1
        row.element { FeedRow.entry(entry, &$0) }
      }
      FeedRow.end(&row, document, count: count)
      return true
    } catch {
      return end(&row, error)
    }
  }

  private func read(_ bytes: [UInt8], from network: Network, _ row: inout JSONRow) -> Bool {
    FeedRow.begin(&row, key: key)
    do throws(FormatError) {
      let document = try TimelineParser.parse(bytes, from: network, url: url, headers: headers)
      for entry in document.entries { row.element { FeedRow.entry(entry, &$0) } }
      FeedRow.end(&row, document, count: document.entries.count)
      return true
    } catch {
      return end(&row, error)
    }
  }

  /// Ends the row of what was read and is nothing.
  private func end(_ row: inout JSONRow, _ error: FormatError) -> Bool {
    var nothing = FeedDocument()
    nothing.defect = error.message
    FeedRow.end(&row, nothing, count: 0)
    return false
  }

  private func fail(_ row: inout JSONRow, _ message: String) -> Bool {
    FeedRow.failure(&row, key: key, message, line: line)
    return false
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
      return try BoundedFile.read(file, bytesMax: FeedParser.mostBytes)
    } catch {
      throw Unreadable(reason: "\(file): \(error)")
    }
  }
}
