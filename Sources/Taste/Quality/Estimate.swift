// A figure never stands alone: how far it can be trusted stands beside it.

/// From where to where a figure may lie.
package struct Interval: Sendable, Hashable {
  package let lower: Double
  package let upper: Double

  package init(_ lower: Double, _ upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  package func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
}

/// A figure with its interval.
package struct Estimate: Sendable, Hashable {
  package let value: Double
  /// Nil where too little is known to say.
  package let interval: Interval?

  package init(_ value: Double, _ interval: Interval?) {
    self.value = value
    self.interval = interval
  }
}
