// The version of the program, in one place.

enum Version {
  static let number = "0.1.0"

  /// Where an operator of a server finds out who asks, and how to complain.
  static let home = "https://gleaner.example/"

  /// What servers see.
  static let userAgent = "Gleaner/\(number) (+\(home))"
}
