// Drawings and formulas that stand still: shapes, text and paint of SVG 1.1, and presentation MathML. Nothing here can
// refer to another document, run, or change while it is shown: no `use`, `image`, `script`, `foreignObject`, `animate`,
// `style`. A paint or a filter by address is refused where the values are written.

/// What may pass inside `svg` and `math`, beside HTML.
enum ForeignMarkup {
  /// The namespace that a root element says, whatever the source said (HTML standard, 13.2.6.5).
  static func namespace(of name: ArraySlice<UInt8>) -> StaticString {
    name.first == 0x73 ? "http://www.w3.org/2000/svg" : "http://www.w3.org/1998/Math/MathML"
  }

  static let xlink: StaticString = "http://www.w3.org/1999/xlink"

  static func addElements(_ add: (String, HTMLElement) -> Void) {
    add("svg math", HTMLElement(fate: .keep, gap: .space, group: .foreign))
    // Outside of a drawing `title` is the title of a page.
    add("title desc text", HTMLElement(fate: .keepInside, gap: .line))
    add(
      """
      circle defs ellipse g line lineargradient marker metadata path polygon polyline radialgradient rect stop \
      switch tspan
      """, HTMLElement(fate: .keepInside))
    add(
      """
      annotation maction merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt \
      mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics
      """, HTMLElement(fate: .keepInside))
  }

  /// Values that are words, numbers and lists of them.
  static let attributes = """
    accent accentunder ascent baseprofile bbox bevelled cap-height clip-rule \
    color-interpolation color-rendering columnalign columnlines columnspacing columnspan cx cy d depth descent \
    dominant-baseline display displaystyle dx dy encoding equalcolumns equalrows fence fill fill-opacity fill-rule font-family \
    font-size font-stretch font-style font-variant font-weight fontstyle fontweight fx fy gradienttransform \
    gradientunits horiz-adv-x horiz-origin-x linethickness lspace marker-end marker-mid marker-start markerheight \
    markerunits markerwidth mathbackground mathcolor mathsize mathvariant maxsize minsize notation offset opacity \
    orient other overline-position overline-thickness panose-1 pathlength points preserveaspectratio r refx refy \
    rotate rowalign rowlines rowspacing rspace rx ry scriptlevel selection separator separators stemh stemv \
    stop-color stop-opacity stretchy strikethrough-position strikethrough-thickness stroke stroke-dasharray \
    stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor \
    transform u1 u2 underline-position underline-thickness unicode-range units-per-em version viewbox visibility \
    widths x x-height x1 x2 y y1 y2
    """.split(separator: " ").map(String.init)

  /// Whether a value is free of addresses and code; only a paint that the same drawing defines may be named.
  static func isPlain(_ value: [UInt8]) -> Bool {
    guard !value.contains(0x3A), !value.contains(0x5C) else { return false }
    return unsafe value.withUnsafeBufferPointer { buffer in
      let source = unsafe Bytes(buffer)
      var start = 0
      while let paren = source.index(of: 0x28, from: start) {
        var low = paren
        while low > start, source[low - 1].isLetter { low -= 1 }
        guard let number = functions.find(source.part(low, paren)) else { return false }
        guard number > 0 || source.has("#", at: paren + 1) else { return false }
        start = paren + 1
      }
      return true
    }
  }

  /// Functions that values may call; the first one only with a name of the same drawing.
  private static let functions = ByteTable(
    ["url", "matrix", "translate", "scale", "rotate", "skewx", "skewy", "rgb", "hsl"],
    folding: true)
}
