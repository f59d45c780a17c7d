// What was starred in Google Reader, and in what took over its API and its export: FreshRSS, The Old Reader, Inoreader.
// States and labels of an item are tags in `categories`.

import FoundationEssentials
import Markup

/// Reads `starred.json` and its brothers.
package enum ReaderStars: ExportReader {
  package static let name = "Google Reader, FreshRSS"
  package static let origin = "reader"

  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    ExportHead.isJSON(head, naming: ["items"])
      && (ExportHead.has("state/com.google/", in: head)
        || ExportHead.has("state/org.freshrss/", in: head)
        || ExportHead.isJSON(head, naming: ["canonical", "alternate", "origin"]))
  }

  package static func read(_ bytes: [UInt8], each: (ExportRecord) -> Void) {
    let whole = listLabel(bytes)
    RecordList.read(bytes, in: ["items"], each: each) { tree throws(RecordFlaw) in
      let states = tree["categories"]?.strings ?? []
      guard let label = states.lazy.compactMap(Self.label).first ?? whole else { return [] }
      var page = SavedPage(label: label, service: origin)
      page.address = href(tree["canonical"]) ?? href(tree["alternate"])
      page.title = tree["title"]?.string
      page.text = (tree["content"] ?? tree["summary"])?["content"]?.string
      page.author = tree["author"]?.string
      page.at = SavedPage.date((tree["starredTimestampUsec"] ?? tree["published"])?.string)
      page.tags = states.compactMap(tag)
      return try page.record()
    }
  }

  /// The list names itself before its items, and all in it are what it is a list of.
  private static func listLabel(_ bytes: [UInt8]) -> LikedThing.Label? {
    let head = bytes.prefix(2_048).text
    guard let items = head.utf8Range(of: "\"items\"") else { return nil }
    return label(String(head[..<items.lowerBound]))
  }

  private static func label(_ state: String) -> LikedThing.Label? {
    if state.contains("state/com.google/starred") { return .like }
    if state.contains("state/com.google/like") { return .like }
    return state.contains("state/com.google/broadcast") ? .repost : nil
  }

  /// `user/-/label/News` → News; a word that is no state is the publisher's own.
  private static func tag(_ category: String) -> String? {
    if let label = category.firstRange(of: "/label/") {
      return String(category[label.upperBound...])
    }
    return category.contains("/state/") ? nil : category
  }

  private static func href(_ links: JSONTree?) -> String? {
    links?.elements.lazy.compactMap { $0["href"]?.string }.first
  }
}
