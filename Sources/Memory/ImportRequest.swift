// What an import is told, beside where to look.

package import Formats

/// How an import is to be done.
package struct ImportRequest: Sendable {
  package var paths: [String]
  /// What every file is, where the person says so.
  package var role: ImportRole?
  /// What the person goes by in conversations.
  package var names: [String] = []
  /// The clock of times without a zone.
  package var clock: LocalClock
  /// Read 03/04 as March 4 where nothing tells.
  package var prefersMonthFirst = false

  package init(_ paths: [String], clock: LocalClock = .utc) {
    self.paths = paths
    self.clock = clock
  }
}
