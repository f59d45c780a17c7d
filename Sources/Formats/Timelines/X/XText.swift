// The text of a post of X: short addresses for long ones, three characters escaped, and the pictures named at its end.
// Places are counted in code points of the text as it came; where they do not fit, the words themselves are found.

import Feed
import Markup

/// Makes the text of a post readable.
struct XText {
  /// The text as HTML, short addresses written out.
  private(set) var html = ""
  /// The same, plain.
  private(set) var plain = ""
  /// Where it leads, other than to its own pictures.
  private(set) var links: [JSONTree] = []
  /// The addresses of the post that it quotes.
  private(set) var quotes: [JSONTree] = []
  /// The addresses of pages that show its pictures.
  private(set) var pictures: [JSONTree] = []
  private(set) var tags: [String] = []

  private let source: [Unicode.Scalar]
  private var spans: [RichText.Span] = []
  /// Up to where each address was found, so that the same one further on is another.
  private var taken: [String: Int] = [:]

  /// - Parameters:
  ///   - quoted: The id of the post that is shown below, whose address need not stand at the end as well.
  init(_ text: String, entities: JSONTree?, quoted: String? = nil) {
    source = Array(text.unicodeScalars)
    for url in (entities?["urls"]?.elements ?? []).prefix(PostDraft.mostParts) {
      take(url, quoted: quoted)
    }
    for name in (entities?["mentions"]?.elements ?? []).prefix(PostDraft.mostParts) {
      take(mention: name)
    }
    tags =
      Self.tags(entities?["hashtags"]) + Self.tags(entities?["cashtags"]).map { "$\($0)" }
    write()
  }

  private static func tags(_ entities: JSONTree?) -> [String] {
    (entities?.elements ?? []).prefix(PostDraft.mostParts).compactMap { $0["tag"]?.string }
  }

  // MARK: Spans

  private mutating func take(_ url: JSONTree, quoted: String?) {
    guard let short = url["url"]?.string else { return }
    let long = url["expanded_url"]?.string ?? url["unwound_url"]?.string ?? short
    let place = place(of: short, near: url)
    let isLast = place.map { isEnd($0.upperBound) } ?? false
    var isHidden = isLast
    // Its own pictures are named at the end; within the text it is somebody else's that is linked.
    if url["media_key"] != nil || (isLast && Self.isPicturePage(long)) {
      pictures.append(url)
      isHidden = true
    } else if let quoted, long.prefix(while: { $0 != "?" }).hasSuffix("/status/\(quoted)") {
      quotes.append(url)
    } else {
      isHidden = false
      links.append(url)
    }
    guard let place else { return }
    spans.append(
      RichText.Span(
        start: place.lowerBound, end: place.upperBound, href: isHidden ? nil : long,
        replacement: isHidden ? "" : long))
  }

  /// Whether nothing but white space follows.
  private func isEnd(_ place: Int) -> Bool {
    source[place...].prefix(Self.longestSearch).allSatisfy { $0.properties.isWhitespace }
  }

  private mutating func take(mention: JSONTree) {
    guard let name = mention["username"]?.string, let place = place(of: "@\(name)", near: mention)
    else { return }
    spans.append(
      RichText.Span(
        start: place.lowerBound, end: place.upperBound, href: "https://x.com/\(name)"))
  }

  /// Where the words of an entity stand: where it says, or else where they are found next.
  private mutating func place(of words: String, near entity: JSONTree) -> Range<Int>? {
    let wanted = Array(words.unicodeScalars)
    guard !wanted.isEmpty else { return nil }
    if let start = entity["start"]?.int, let end = entity["end"]?.int, start >= 0, start < end,
      end <= source.count, Self.isSame(source[start..<end], wanted)
    {
      taken[words] = end
      return start..<end
    }
    let last = min(source.count, Self.longestSearch) - wanted.count
    guard var place = Optional(taken[words] ?? 0), place <= last else { return nil }
    while place <= last {
      if Self.isSame(source[place..<place + wanted.count], wanted) {
        taken[words] = place + wanted.count
        return place..<place + wanted.count
      }
      place += 1
    }
    return nil
  }

  /// Code points in which words are looked for: four times the longest post.
  private static let longestSearch = 100_000

  private static func isSame(_ part: ArraySlice<Unicode.Scalar>, _ words: [Unicode.Scalar]) -> Bool
  {
    guard part.count == words.count else { return false }
    return zip(part, words).allSatisfy { one, other in
      one == other || one.properties.lowercaseMapping == other.properties.lowercaseMapping
        || (other == "@" && one == "\u{FF20}")
    }
  }

  /// `…/status/ID/photo/1` and `…/video/1`: the page of one's own picture.
  static func isPicturePage(_ address: String) -> Bool {
    let parts = address.split(separator: "/")
    return parts.count > 3 && ["photo", "video"].contains(parts[parts.count - 2])
      && ["status", "statuses"].contains(parts[parts.count - 4])
  }

  // MARK: Writing

  /// The text is unescaped piece by piece, so that places counted in the escaped one stay true.
  private mutating func write() {
    var text = ""
    var placed: [RichText.Span] = []
    var last = 0
    for span in spans.sorted(by: { $0.start < $1.start }) where span.start >= last {
      text += Self.unescaped(source[last..<span.start])
      var moved = span
      moved.start = text.utf8.count
      text += Self.unescaped(source[span.start..<span.end])
      moved.end = text.utf8.count
      placed.append(moved)
      last = span.end
    }
    text += Self.unescaped(source[last...])
    let rich = RichText(text, spans: placed)
    html = rich.html
    plain = PlainLine.squeezed(rich.plain)
  }

  /// X escapes three characters, and only those.
  private static func unescaped(_ part: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: part)
    let text = String(view)
    guard text.contains("&") else { return text }
    return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&amp;", with: "&")
  }
}
