// The map of the interests: circles as large as their part of the evidence, what is alike close together, the person's own
// things as dots around, and labels that do not cover each other.

package import Markup
import Taste

/// Draws the interests of a portrait.
package enum InterestDrawing {
  private static let width = 720.0
  private static let height = 420.0
  private static let letter = 7.2
  private static let lineHeight = 17.0

  /// What the map needs of a page's stylesheet, which has `--ink`, `--paper`, `--line` and `--accent`.
  package static let sheet = """
    :root { --fill: #cfe0f3; --muted: #8a857c; }
    @media (prefers-color-scheme: dark) { :root { --fill: #23405f; } }
    svg.map { display: block; width: 100%; height: auto; }
    svg.map { border: 1px solid var(--line); border-radius: .5rem; }
    svg.map text { fill: var(--ink); font: 13px system-ui, sans-serif; }
    svg.map .label { paint-order: stroke; stroke: var(--paper); stroke-width: 3px; stroke-linejoin: round; }
    svg.map .interest { fill: var(--fill); fill-opacity: .75; stroke: var(--accent); stroke-width: 1.5; }
    svg.map .interest.muted { fill: none; stroke: var(--muted); stroke-dasharray: 4 3; }
    svg.map .dot { fill: var(--ink); opacity: .45; }
    @media (max-width: 34rem) { svg.map { width: 28rem; } svg.map text { font-size: 14px; } }
    """

  /// The picture; its ids begin with `id`.
  package static func render(_ portrait: ProfilePortrait, id: String) -> Hypertext {
    let map = portrait.map
    let circles = zip(portrait.interests, map.centres).map(circle)
    var figures = circles.map(\.figure)
    for (circle, (centre, dots)) in zip(circles, zip(map.centres, map.dots)) {
      figures += dots.map { self.dot($0, around: centre, of: circle) }
    }
    var placed: [Box] = []
    for circle in circles {
      let box = Self.box(for: circle, among: placed, and: circles)
      placed.append(box)
      figures.append(
        Drawing.text(
          circle.label, at: (box.x + box.width / 2, box.y + 13), anchor: "middle", class: "label"))
    }
    return Drawing.picture(
      id: id, class: "map", width: Int(width), height: Int(height), title: "Map of interests",
      summary: summary(portrait), figures)
  }

  /// Wholly within the frame, which would cut off what is beyond it.
  private static func circle(
    _ part: ProfilePortrait.Part, at centre: InterestMap.Point
  ) -> Circle {
    let radius = 10 + 56 * part.interest.weight.squareRoot()
    let edge = radius + 2
    return Circle(
      x: min(max(centre.x * width, edge), width - edge),
      y: min(max(centre.y * height, edge), height - edge), radius: radius, part: part)
  }

  /// A dot moves with its circle.
  private static func dot(
    _ dot: InterestMap.Point, around centre: InterestMap.Point, of circle: Circle
  ) -> Hypertext {
    Drawing.circle(
      at: (circle.x + (dot.x - centre.x) * width, circle.y + (dot.y - centre.y) * height),
      radius: 2.2, class: "dot")
  }

  /// The map in words.
  static func summary(_ portrait: ProfilePortrait) -> String {
    guard !portrait.interests.isEmpty else { return "No interests yet." }
    return portrait.interests.map {
      "\($0.name): \(Int(($0.interest.weight * 100).rounded())) % of the evidence."
    }.joined(separator: " ")
  }

  private struct Circle {
    let x: Double
    let y: Double
    let radius: Double
    let part: ProfilePortrait.Part

    var label: String {
      let name = part.name
      return name.count > 40 ? name.prefix(39) + "…" : name
    }

    var figure: Hypertext {
      Drawing.circle(
        at: (x, y), radius: radius, class: part.wish == .mute ? "interest muted" : "interest",
        title: part.name)
    }

    var box: Box {
      Box(x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius)
    }
  }

  private struct Box {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    /// The area that two boxes share.
    func overlap(_ other: Box) -> Double {
      let across = min(x + width, other.x + other.width) - max(x, other.x)
      let down = min(y + height, other.y + other.height) - max(y, other.y)
      return across > 0 && down > 0 ? across * down : 0
    }
  }

  /// The place of a label: below its circle or as near to it as hides nothing.
  private static func box(
    for circle: Circle, among placed: [Box], and circles: [Circle]
  ) -> Box {
    let width = letter * Double(circle.label.count) + 4
    let taken = placed + circles.map(\.box)
    var best: (cost: Double, box: Box)?
    for step in 0..<8 {
      let away = circle.radius + 4 + Double(step) * lineHeight * 0.75
      let middle = circle.x - width / 2
      let spots = [
        (middle, circle.y + away), (middle, circle.y - away - lineHeight),
        (circle.x + away, circle.y - lineHeight / 2),
        (circle.x - away - width, circle.y - lineHeight / 2),
      ]
      for (x, y) in spots {
        let box = inside(Box(x: x, y: y, width: width, height: lineHeight))
        let cost = taken.reduce(Double(step) * 3) { $0 + box.overlap($1) }
        if cost < best?.cost ?? .infinity { best = (cost, box) }
      }
    }
    return best?.box ?? Box(x: circle.x, y: circle.y, width: width, height: lineHeight)
  }

  private static func inside(_ box: Box) -> Box {
    var box = box
    box.x = min(max(box.x, 2), max(2, width - box.width - 2))
    box.y = min(max(box.y, 2), height - box.height - 2)
    return box
  }
}
