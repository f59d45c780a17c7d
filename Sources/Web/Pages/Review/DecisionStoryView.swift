// A decision's story as headings and lists: the lines of `gleaner explain`, word for word.

import Markup
import Pipeline

enum DecisionStoryView {
  /// The parts, each under a heading of this level.
  static func parts(_ story: DecisionStory, level: Int) -> Hypertext {
    let parts = story.parts.map { part -> Hypertext in
      let lines = part.lines.map { line -> Hypertext in "<li>\(line)</li>\n" }
      let heading: Hypertext =
        part.heading.map { title in
          "<h\(level)>\(title)</h\(level)>\n"
        } ?? ""
      return "\(heading)<ul class=\"plain\">\n\(lines)</ul>\n"
    }
    return Hypertext(parts)
  }
}
