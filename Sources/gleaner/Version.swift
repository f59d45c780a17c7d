// The version of the program, in one place.

enum Version {
  static let number = "0.1.0"

  /// What servers see.
  static let userAgent = "Gleaner/\(number) (feed reader)"
}
