// "2 < 3" is text and "AT&amp;T" was HTML: where a format cannot say which it is, this rule decides. It asks for proof
// (an end tag or an entity) and for good manners (no unknown tag, no unknown entity), as feedparser's does.

import Markup

/// Whether a text looks like HTML.
enum HTMLLook {
  /// True when the text holds an end tag or an entity, and nothing that HTML does not know.
  static func isLikely(_ text: String) -> Bool {
    guard text.has(0x3C) || text.has(0x26) else { return false }
    var hasProof = false
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case 0x3C:
        let isEnd = index + 1 < bytes.count && bytes[index + 1] == 0x2F
        let name = word(bytes, from: index + (isEnd ? 2 : 1))
        if !name.isEmpty {
          guard tags.contains(name.lowercased()) else { return false }
          let close = index + 2 + name.utf8.count
          if isEnd, close < bytes.count, bytes[close] == 0x3E { hasProof = true }
        }
      case 0x26:
        switch reference(bytes, from: index + 1) {
        case .known: hasProof = true
        case .unknown: return false
        case .none: break
        }
      default: break
      }
      index += 1
    }
    return hasProof
  }

  private enum Reference { case known, unknown, none }

  private static func reference(_ bytes: [UInt8], from start: Int) -> Reference {
    let isNumber = start < bytes.count && bytes[start] == 0x23
    let name = word(bytes, from: isNumber ? start + 1 : start)
    let end = start + name.utf8.count + (isNumber ? 1 : 0)
    guard !name.isEmpty, end < bytes.count, bytes[end] == 0x3B else { return .none }
    if isNumber { return .known }
    let whole = "&\(name);"
    return HTMLEntities.decode(whole) == whole ? .unknown : .known
  }

  private static func word(_ bytes: [UInt8], from start: Int) -> String {
    guard start < bytes.count else { return "" }
    let run = bytes[start...].prefix(32).prefix { byte in
      byte.isDigit || (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F
    }
    return String(decoding: run, as: UTF8.self)
  }

  private static let tags = Set(
    """
    a abbr acronym address area article aside audio b big blockquote br button canvas caption center \
    cite code col colgroup command datagrid datalist dd del details dfn dialog dir div dl dt em \
    event-source fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hr i img input \
    ins kbd keygen label legend li m map mark menu meter multicol nav nextid nobr noscript ol optgroup \
    option output p pre progress q rp rt ruby s samp section select small sound source spacer span \
    strike strong sub summary sup table tbody td textarea tfoot th thead time tr tt u ul var video wbr
    """.split(separator: " ").map(String.init))
}
