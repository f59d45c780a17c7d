// Stored items that share an address or a title with what came. An address or a title says who is who only where it
// stands for one item, in the pull and in the store: feeds link everything to one page, and call each week's post the
// same.

import FoundationEssentials

/// The stored items of a source by address and title, and how many items each of these stands for.
struct Rivals {
  private var byPage: [String: [KnownItem]] = [:]
  private var byTitle: [String: [KnownItem]] = [:]
  private var pages: [String: Int] = [:]
  private var titles: [String: Int] = [:]

  init(_ items: [Item], _ known: [KnownItem]) {
    for item in items {
      if let page = Self.page(item.url) { pages[page, default: 0] += 1 }
      titles[Self.title(item.title), default: 0] += 1
    }
    for item in known {
      if let page = Self.page(item.url) { byPage[page, default: []].append(item) }
      byTitle[Self.title(item.title), default: []].append(item)
    }
  }

  /// Stored items that could be this one, that with its address first: two at most, however many share a title.
  func like(_ item: Item) -> [KnownItem] {
    var found: [KnownItem] = []
    if let page = Self.page(item.url), pages[page] == 1 { found += Self.only(byPage[page]) }
    let title = Self.title(item.title)
    if titles[title] == 1 { found += Self.only(byTitle[title]) }
    return found
  }

  private static func only(_ known: [KnownItem]?) -> [KnownItem] {
    known?.count == 1 ? known ?? [] : []
  }

  /// True when one item that came is surely the stored one.
  func isSame(_ item: Item, hash: [UInt8], _ old: KnownItem) -> Bool {
    let likeness = Likeness(item, old)
    if isOnePage(item, old) {
      if !item.hasOwnID || Self.haveSameIDPage(item, old) { return true }
      if Self.title(item.title) == Self.title(old.title) { return !likeness.isContradicted }
    }
    guard isOneTitle(item, old) else { return false }
    if old.shownHash == hash, likeness.hasSameDate == true { return true }
    // Neither id nor link: there is nothing else to know it by.
    let isNameless = !item.hasOwnID && item.url == nil
    return isNameless && (likeness.hasSameDate ?? likeness.isLikeText)
  }

  /// True when it is the stored one, provided that the source has changed its keys.
  func isLikely(_ item: Item, _ old: KnownItem) -> Bool {
    let likeness = Likeness(item, old)
    if isOnePage(item, old) { return !likeness.isContradicted }
    return isOneTitle(item, old) && (likeness.isSameDay || likeness.isLikeText)
  }

  private func isOnePage(_ item: Item, _ old: KnownItem) -> Bool {
    guard let page = Self.page(item.url), page == Self.page(old.url) else { return false }
    return pages[page] == 1 && byPage[page]?.count == 1
  }

  private func isOneTitle(_ item: Item, _ old: KnownItem) -> Bool {
    let title = Self.title(item.title)
    return title == Self.title(old.title) && titles[title] == 1 && byTitle[title]?.count == 1
  }

  /// Ids that are addresses of one page: with another scheme, session or fragment.
  private static func haveSameIDPage(_ item: Item, _ old: KnownItem) -> Bool {
    guard let page = page(CanonicalURL.canonical(item.externalID)) else { return false }
    return page == self.page(CanonicalURL.canonical(old.externalID))
  }

  private static func page(_ url: String?) -> String? { url.flatMap(PageKey.of) }

  private static func title(_ title: String) -> String {
    let words = SaidWords.of(title)
    return words.isEmpty ? title : words.joined(separator: " ")
  }
}
