// From a chart to SVG (W3C, Scalable Vector Graphics 2). No script, nothing fetched, no colour of its own: those come
// from the page, so that the same picture is right on light and on dark paper.

extension Chart {
  /// The picture with its words: a `figure` for a page that has ``ChartStyle/sheet``.
  ///
  /// `role="img"` with `title` and `desc` is what screen readers read (W3C, SVG Accessibility API Mappings).
  package var svg: Hypertext {
    """
    <figure class="chart">
    <svg viewBox="0 0 \(PictureNumber.text(width)) \(PictureNumber.text(height))" role="img" aria-labelledby="\(id)-title \(id)-words">
    <title id="\(id)-title">\(title)</title>
    <desc id="\(id)-words">\(words)</desc>
    \(frame)\(layers.map(drawing))</svg>
    <figcaption>\(title)\(legend)</figcaption>
    </figure>

    """
  }

  /// Room for the marks of the axes, in the picture's units: on a telephone letters are larger in them.
  private static var left: Double { 82 }
  private static var right: Double { 22 }
  private static var above: Double { 12 }
  private static var below: Double { 54 }

  private func across(_ value: Double) -> String {
    PictureNumber.text(Self.left + x.share(value) * (width - Self.left - Self.right))
  }

  private func down(_ value: Double) -> String {
    PictureNumber.text(height - Self.below - y.share(value) * (height - Self.above - Self.below))
  }

  private var frame: Hypertext {
    let bottom = PictureNumber.text(height - Self.below)
    let across = x.ticks.map { tick -> Hypertext in
      """
      <text class="tick" x="\(self.across(tick.at))" y="\(PictureNumber.text(height - Self.below + 20))" text-anchor="middle">\(tick.text)</text>

      """
    }
    let up = y.ticks.map { tick -> Hypertext in
      """
      <line class="grid" x1="\(PictureNumber.text(Self.left))" x2="\(PictureNumber.text(width - Self.right))" y1="\(down(tick.at))" y2="\(down(tick.at))"/>
      <text class="tick" x="\(PictureNumber.text(Self.left - 6))" y="\(down(tick.at))" dy=".32em" text-anchor="end">\(tick.text)</text>

      """
    }
    let middle = (x.range.lowerBound + x.range.upperBound) / 2
    return """
      \(up)<line class="axis" x1="\(PictureNumber.text(Self.left))" x2="\(PictureNumber.text(width - Self.right))" y1="\(bottom)" y2="\(bottom)"/>
      \(across)<text class="axis-name" x="\(self.across(middle))" y="\(PictureNumber.text(height - 8))" text-anchor="middle">\(x.name)</text>
      <text class="axis-name" transform="translate(13 \(PictureNumber.text((height - Self.below + Self.above) / 2))) rotate(-90)" text-anchor="middle">\(y.name)</text>

      """
  }

  private func drawing(_ layer: Layer) -> Hypertext {
    let tone = layer.tone.rawValue
    switch layer.shape {
    case .line(let points):
      return "<polyline class=\"line \(tone)\" points=\"\(path(points))\"/>\n"
    case .band(let spans):
      let there = spans.map { Point($0.x, $0.upper) }
      let back = spans.reversed().map { Point($0.x, $0.lower) }
      return "<polygon class=\"band \(tone)\" points=\"\(path(there + back))\"/>\n"
    case .whiskers(let spans):
      return Hypertext(
        spans.map { span in
          """
          <line class="whisker \(tone)" x1="\(across(span.x))" x2="\(across(span.x))" y1="\(down(span.lower))" y2="\(down(span.upper))"/>

          """
        })
    case .dots(let dots): return Hypertext(dots.map { self.dot($0, tone) })
    case .columns(let columns): return Hypertext(columns.map { self.column($0, tone) })
    case .labels(let labels):
      return Hypertext(
        labels.map { label in
          """
          <text class="label \(tone)" x="\(across(label.at.x))" y="\(down(label.at.y))" dy="-.7em" text-anchor="middle">\(label.text)</text>

          """
        })
    }
  }

  private func dot(_ dot: Dot, _ tone: String) -> Hypertext {
    """
    <circle class="dot \(tone)" cx="\(across(dot.at.x))" cy="\(down(dot.at.y))" r="\(PictureNumber.text(dot.radius))">\(hint(dot.words))</circle>

    """
  }

  private func column(_ column: Column, _ tone: String) -> Hypertext {
    let from = x.share(column.left)
    let breadth = (x.share(column.right) - from) * (width - Self.left - Self.right)
    let tall = y.share(column.top) * (height - Self.above - Self.below)
    return """
      <rect class="column \(tone)" x="\(across(column.left))" y="\(down(column.top))" width="\(PictureNumber.text(breadth))" height="\(PictureNumber.text(tall))">\(hint(column.words))</rect>

      """
  }

  private func hint(_ words: String) -> Hypertext {
    words.isEmpty ? "" : "<title>\(words)</title>"
  }

  private func path(_ points: [Point]) -> String {
    points.map { "\(across($0.x)),\(down($0.y))" }.joined(separator: " ")
  }

  private var legend: Hypertext {
    Hypertext(
      layers.compactMap { layer -> Hypertext? in
        layer.name.map {
          "<span class=\"key \(layer.shape.key) \(layer.tone.rawValue)\">\($0)</span>"
        }
      })
  }
}

extension Chart.Shape {
  /// The class of its key in the legend: as a line, a block or a disc it is told from others of its colour.
  fileprivate var key: String {
    switch self {
    case .line: "stroke"
    case .band, .columns: "block"
    case .whiskers, .dots, .labels: "disc"
    }
  }
}
