// A page that somebody kept, as a service tells it, on its way to a liked thing: addresses made canonical, titles put on
// one line, and what is not a page of the web named.

import Feed
import FoundationEssentials
import Markup

/// What a service tells of one page.
struct SavedPage {
  var label: LikedThing.Label
  /// Stands before the key.
  var service: String
  var address: String?
  var title: String?
  /// Plain text, or HTML where it looks like it.
  var text: String?
  var author: String?
  var at: Date?
  var tags: [String] = []

  /// Letters of a title, a tag; the rest is dropped.
  private static let longestTitle = 500
  private static let longestTag = 100
  private static let mostTags = 50

  /// The liked thing; throws where nothing of the web is meant.
  func like() throws(RecordFlaw) -> LikedThing {
    let url = try Self.canonical(address)
    let title = Self.line(self.title)
    let text = Self.plain(self.text)
    guard url != nil || !title.isEmpty || !text.isEmpty else {
      throw RecordFlaw("has neither an address nor a text")
    }
    let name = url ?? "sha256:" + Fingerprint(of: [title, text]).hex
    return LikedThing(
      label, key: "\(service):\(name)",
      // Where nobody knew a title, the address stands in.
      title: title == address || title == url ? "" : title, text: text, url: url,
      author: author.map(Self.line).flatMap { $0.isEmpty ? nil : $0 }, at: at,
      tags: Self.tags(tags))
  }

  /// The record as readers give it.
  func record() throws(RecordFlaw) -> [ExportRecord] { [.like(try like())] }

  private static func canonical(_ address: String?) throws(RecordFlaw) -> String? {
    guard let address = address.map(PlainLine.oneLine), !address.isEmpty else { return nil }
    let scheme = WebAddress.scheme(of: address)
    guard scheme == nil || pages.contains(scheme ?? "") || address.contains("://") else {
      throw RecordFlaw("'\(address.prefix(40))' is no address of a page")
    }
    guard !internals.contains(scheme ?? "") else {
      throw RecordFlaw("'\(address.prefix(40))' is a page of the browser's own")
    }
    return CanonicalURL.canonical(address)
  }

  private static let pages: Set<String> = ["http", "https", "gopher", "gemini", "ftp"]
  private static let internals: Set<String> = [
    "about", "chrome", "edge", "brave", "vivaldi", "chrome-extension", "moz-extension", "file",
  ]

  // MARK: Texts

  /// A title as one line of plain text.
  static func line(_ text: String?) -> String {
    guard let text else { return "" }
    let plain = HTMLLook.isLikely(text) ? PlainText.fromHTML(text) : text
    return String(PlainLine.oneLine(plain).prefix(longestTitle))
  }

  /// A text without tags, its lines kept.
  static func plain(_ text: String?) -> String {
    guard let text else { return "" }
    return PlainLine.squeezed(HTMLLook.isLikely(text) ? PlainText.fromHTML(text) : text)
  }

  /// Each tag once, on one line.
  static func tags(_ tags: [String]) -> [String] {
    var kept: [String] = []
    for tag in tags.prefix(4 * mostTags) where kept.count < mostTags {
      let line = String(PlainLine.oneLine(tag).prefix(longestTag))
      if !line.isEmpty, !kept.contains(line) { kept.append(line) }
    }
    return kept
  }

  /// The instant of a text or a number, where it is one.
  static func date(_ text: String?) -> Date? { text.flatMap(FeedDate.parse) }
}
