// Writing down a rule that was proposed, as a person would: one entry at the end of a file of its own, and only where all
// rules together still make sense.

import Files
import Foundation
import Service

/// The files of `rules/`, for writing.
package struct RuleFiles: Sendable {
  /// Where rules go that were proposed.
  package static let standard = "rules/proposed.yaml"

  private let location: WorkspaceLocation

  package init(_ location: WorkspaceLocation) {
    self.location = location
  }

  /// Appends an entry to `rules/proposed.yaml`, which is made if it is missing; gives the rule with its place.
  ///
  /// The entry is YAML without its dash. Throws, and writes nothing, where it is no rule, where it contradicts another
  /// one, and where the rules that are there cannot be read.
  package func add(_ entry: String) throws -> DeclaredRule {
    let rules = try RuleList.load(location)
    let text = try ListText.read(Self.standard, in: location)
    let (bytes, line) = try text.adding([[entry]])
    let list = try rules.replacing(
      Self.standard, with: try SettingsFile.parse(bytes, name: Self.standard))
    let place = list.entries.last { $0.file == Self.standard && $0.position.line >= line }
    guard let added = place else {
      throw Problem(file: Self.standard, position: nil, message: "there is no rule to add")
    }
    try FileManager.default.createDirectory(
      atPath: location.rules, withIntermediateDirectories: true)
    try AtomicFile.write(bytes, to: "\(location.root)/\(Self.standard)")
    return added
  }
}
