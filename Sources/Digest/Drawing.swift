// The few figures of which our pictures consist, as inline SVG: no script, no font and no request, colours from the page's
// stylesheet, and a title in words for those who do not see it.

package import Markup

/// Writes SVG.
package enum Drawing {
  /// A picture of `width` × `height`, as wide as its page; `title` and `summary` say in words what it shows.
  package static func picture(
    id: String, class name: String, width: Int, height: Int, title: String, summary: String,
    _ figures: [Hypertext]
  ) -> Hypertext {
    """
    <svg class="\(name)" viewBox="0 0 \(width) \(height)" role="img" aria-labelledby="\(id)-title \(id)-text">
    <title id="\(id)-title">\(title)</title>
    <desc id="\(id)-text">\(summary)</desc>
    \(figures)</svg>

    """
  }

  package static func circle(
    at centre: (x: Double, y: Double), radius: Double, class name: String, title: String? = nil
  ) -> Hypertext {
    let hint: Hypertext = title.map { "<title>\($0)</title>" } ?? ""
    return
      "<circle class=\"\(name)\" cx=\"\(PictureNumber.text(centre.x))\" cy=\"\(PictureNumber.text(centre.y))\" r=\"\(PictureNumber.text(radius))\">\(hint)</circle>\n"
  }

  /// Text whose anchor is `start`, `middle` or `end`.
  package static func text(
    _ text: String, at place: (x: Double, y: Double), anchor: String = "start", class name: String
  ) -> Hypertext {
    "<text class=\"\(name)\" x=\"\(PictureNumber.text(place.x))\" y=\"\(PictureNumber.text(place.y))\" text-anchor=\"\(anchor)\">\(text)</text>\n"
  }
}
