// Where a source is declared, as an editor takes it.

/// The file and line of an entry.
package struct SourcePlace: Sendable, Hashable, CustomStringConvertible {
  /// Relative to the workspace.
  package let file: String
  package let line: Int

  package init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  /// `feeds/feeds.yaml:12`.
  package var description: String { "\(file):\(line)" }
}
