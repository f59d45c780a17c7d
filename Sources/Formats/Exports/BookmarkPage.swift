// Bookmarks as a page: the format of Netscape that every browser, Pinboard and Raindrop write, and the page of Pocket,
// which looks alike. Nothing is ever closed in it but links and folders.

import FoundationEssentials
import Markup

/// Reads pages of bookmarks.
package enum BookmarkPage: ExportReader {
  package static let name = "Bookmarks (HTML)"
  package static let origin = "bookmarks"

  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    guard ExportHead.opens(head, with: 0x3C) else { return false }
    return ExportHead.has("netscape-bookmark-file-1", in: head) || isPocket(head)
  }

  static func isPocket(_ head: ArraySlice<UInt8>) -> Bool {
    ExportHead.has("<title>pocket export</title>", in: head)
      || ExportHead.has("time_added=\"", in: head)
  }

  package static func read(_ bytes: [UInt8], each: (ExportRecord) -> Void) {
    let text = TextEncoding.decode(bytes, contentType: nil).utf8
    let service = isPocket(text.prefix(8_192)) ? PocketCSV.origin : origin
    var walk = BookmarkPageWalk(service: service)
    withoutActuallyEscaping(each) { each in
      PageEvents.read(text) { walk.take($0, each) }
      walk.finish(each)
    }
  }
}

/// Where the walk stands.
private struct BookmarkPageWalk {
  let service: String
  private var folders: [String] = []
  /// The text that is being read: of a link, of a folder's name, of a description.
  private var text: String?
  private var folder: String?
  private var page: SavedPage?
  private var isInLink = false
  private var number = 0

  private static let deepest = 64
  private static let longestText = 64 << 10

  init(service: String) { self.service = service }

  mutating func take(_ event: PageEvent, _ each: (ExportRecord) -> Void) {
    switch event {
    case .text(let piece):
      if let text, text.utf8.count < Self.longestText { self.text = text + piece }
    case .start(let name, let attributes): start(name, attributes, each)
    case .end(let name): end(name, each)
    }
  }

  mutating func finish(_ each: (ExportRecord) -> Void) {
    if isInLink {
      page = nil
      each(.problem(ExportProblem(.record(number), "the file breaks off here")))
    }
    give(each)
  }

  private mutating func start(
    _ name: String, _ attributes: [String: String], _ each: (ExportRecord) -> Void
  ) {
    switch name {
    case "a":
      give(each)
      guard attributes["href"] != nil else { return }
      number += 1
      page = page(attributes)
      isInLink = true
      text = ""
    case "h3":
      give(each)
      let isGiven =
        attributes["personal_toolbar_folder"] != nil
        || attributes["unfiled_bookmarks_folder"] != nil
      text = isGiven ? nil : ""
    case "dd" where page != nil: text = ""
    case "dl":
      give(each)
      if folders.count < Self.deepest { folders.append(folder ?? "") }
      folder = nil
    case "dt", "p", "li", "hr", "h1": if !isInLink { give(each) }
    default: break
    }
  }

  private mutating func end(_ name: String, _ each: (ExportRecord) -> Void) {
    switch name {
    case "a" where isInLink:
      isInLink = false
      page?.title = text
      text = nil
    case "h3":
      folder = text.map(SavedPage.line)
      text = nil
    case "dl":
      give(each)
      _ = folders.popLast()
    default: break
    }
  }

  private func page(_ attributes: [String: String]) -> SavedPage {
    let isToRead = attributes["toread"] == "1" || attributes["time_added"] != nil
    let isFavourite = attributes["data-important"] == "true"
    var page = SavedPage(
      label: isFavourite ? .like : isToRead ? .save : .bookmark, service: service)
    page.address = attributes["href"]
    page.at = SavedPage.date(attributes["add_date"] ?? attributes["time_added"])
    page.tags = folders + TagList.read(attributes["tags"])
    return page
  }

  /// Gives the bookmark that is complete, with the description that followed it.
  private mutating func give(_ each: (ExportRecord) -> Void) {
    guard var done = page, !isInLink else { return }
    page = nil
    if let text { done.text = text }
    text = nil
    do throws(RecordFlaw) {
      each(.like(try done.like()))
    } catch {
      each(.problem(ExportProblem(.record(number), error.what)))
    }
  }
}
