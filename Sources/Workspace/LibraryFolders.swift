// Where models and PostgreSQL's binaries may be. They are large and the same for every workspace, so one copy can
// serve many: `GLEANER_LIB` first, then the workspace's own, then the one beside the program.

import Foundation

/// The places to look for models and binaries, best first.
package struct LibraryFolders: Sendable, Hashable {
  private let shared: String?
  private let states: [String]

  /// Looks nowhere yet.
  ///
  /// `executable` is the absolute path of the program; with `<repo>/bin/gleaner`, `<repo>/var` is the last place. A relative
  /// `GLEANER_LIB` is meant from `currentDirectory`.
  package init(
    workspace: WorkspaceLocation?, environment: [String: String], executable: String?,
    currentDirectory: String = FileManager.default.currentDirectoryPath
  ) {
    shared = environment["GLEANER_LIB"].flatMap {
      $0.isEmpty ? nil : FilePlace.absolute($0, in: currentDirectory)
    }
    let beside = executable.map { FilePlace.parent(FilePlace.parent($0)) + "/var" }
    var states: [String] = []
    for state in [workspace?.state, beside].compactMap(\.self) where !states.contains(state) {
      states.append(state)
    }
    self.states = states
  }

  /// The folders that `name` may be in, best first.
  package func models(named name: String) -> [String] {
    ([shared].compactMap(\.self) + states).map { "\($0)/models/\(name)" }
  }

  /// The folders that may hold a tree `postgres`, best first.
  package var postgres: [String] {
    (shared.map { ["\($0)/lib", $0] } ?? []) + states.map { "\($0)/lib" }
  }

  /// The first of `folders` that exists.
  package static func existing(_ folders: [String]) -> String? {
    folders.first(where: FilePlace.isDirectory)
  }
}
