// Reasons as short labels: what the eye takes in before it reads.

import Markup
import Pipeline
import Store

enum Chips {
  /// The chips of an item; nothing where there is nothing to say.
  static func list(_ item: DecidedItem, proposal: ActionRow?) -> Hypertext {
    let chips = ReviewWords.chips(item, proposal: proposal)
    guard !chips.isEmpty else { return "" }
    let list = chips.map { word -> Hypertext in "<li>\(word)</li>\n" }
    return "<ul class=\"chips\">\n\(list)</ul>\n"
  }
}
