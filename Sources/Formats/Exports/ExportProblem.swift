// What could not be read of an export: named with its place, so that a person can look, and never a reason to stop.

/// A record, or a file, that was left out or read in part.
package struct ExportProblem: Sendable, Hashable {
  /// Where in the file.
  package enum Place: Sendable, Hashable {
    case file
    /// From 1.
    case line(Int)
    /// The number of the record, from 1, in files that are one long line.
    case record(Int)
  }

  package let place: Place
  /// What is wrong, without the place.
  package let what: String

  package init(_ place: Place, _ what: String) {
    self.place = place
    self.what = what
  }

  /// One line for people: `likes.jsonl:3: not a JSON object`.
  package func described(in file: String) -> String {
    switch place {
    case .file: "\(file): \(what)"
    case .line(let number): "\(file):\(number): \(what)"
    case .record(let number): "\(file), record \(number): \(what)"
    }
  }
}
