// Numbers in SVG: as short as can be, and never one that a browser cannot read.

/// Writes coordinates.
package enum PictureNumber {
  /// To the tenth of a unit, which is finer than a screen; what is no number is 0.
  package static func text(_ value: Double) -> String {
    guard !value.isNaN else { return "0" }
    let tenths = Int((min(max(value, -1e6), 1e6) * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
    return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest)"
  }
}
