// A picture of numbers as a value: what is on the axes, what is drawn, and the same in words for who does not see it. A
// page of pictures is then tested like any text.

/// A diagram with two axes, drawn as inline SVG by ``svg``.
package struct Chart: Sendable, Hashable {
  /// Begins the ids within the picture; no two pictures of a page share it.
  package let id: String
  package let title: String
  /// What the picture shows, in words: its text alternative.
  package let words: String
  package let x: ChartAxis
  package let y: ChartAxis
  /// From back to front.
  package let layers: [Layer]
  /// Its own units: the picture scales with the page.
  package let width: Double
  package let height: Double

  package init(
    id: String, title: String, words: String, x: ChartAxis, y: ChartAxis, layers: [Layer],
    width: Double = 640, height: Double = 360
  ) {
    self.id = id
    self.title = title
    self.words = words
    self.x = x
    self.y = y
    self.layers = layers
    self.width = width
    self.height = height
  }

  /// What belongs together, with the colour and the name that it has in the legend.
  package struct Layer: Sendable, Hashable {
    package let shape: Shape
    package let tone: Tone
    /// Nil keeps it out of the legend.
    package let name: String?

    package init(_ shape: Shape, _ tone: Tone, name: String? = nil) {
      self.shape = shape
      self.tone = tone
      self.name = name
    }
  }

  /// What is drawn.
  package enum Shape: Sendable, Hashable {
    /// A line through the points, in their order.
    case line([Point])
    /// The area between two lines.
    case band([Span])
    /// An upright bar at each place, as an interval has.
    case whiskers([Span])
    /// Discs, each with words that are shown when it is pointed at.
    case dots([Dot])
    /// Columns that stand on the lower end of the axis.
    case columns([Column])
    /// Words in the picture.
    case labels([Label])
  }

  /// The colours of a page: each exists for light and for dark.
  package enum Tone: String, Sendable, Hashable, CaseIterable {
    case first, second, third, soft
  }

  /// A place.
  package struct Point: Sendable, Hashable {
    package let x: Double
    package let y: Double

    package init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// A stretch of the upright axis.
  package struct Span: Sendable, Hashable {
    package let x: Double
    package let lower: Double
    package let upper: Double

    package init(_ x: Double, _ lower: Double, _ upper: Double) {
      self.x = x
      self.lower = lower
      self.upper = upper
    }
  }

  /// A disc.
  package struct Dot: Sendable, Hashable {
    package let at: Point
    package let radius: Double
    package let words: String

    package init(_ at: Point, radius: Double = 4, words: String = "") {
      self.at = at
      self.radius = radius
      self.words = words
    }
  }

  /// A column from `left` to `right`.
  package struct Column: Sendable, Hashable {
    package let left: Double
    package let right: Double
    package let top: Double
    package let words: String

    package init(_ left: Double, _ right: Double, top: Double, words: String = "") {
      self.left = left
      self.right = right
      self.top = top
      self.words = words
    }
  }

  /// Words beside a place.
  package struct Label: Sendable, Hashable {
    package let at: Point
    package let text: String

    package init(_ at: Point, _ text: String) {
      self.at = at
      self.text = text
    }
  }
}
