// Where a workspace is and where its parts stand. Paths only: nothing is created here.

package import Service

/// The root of a workspace, absolute.
package struct WorkspaceLocation: Sendable, Hashable {
  /// Absolute, without a slash at its end.
  package let root: String

  package init(root: String, relativeTo directory: String = "/") {
    self.root = FilePlace.absolute(root, in: directory)
  }

  package var settingsFile: String { "\(root)/gleaner.yaml" }
  package var feeds: String { "\(root)/feeds" }
  package var rules: String { "\(root)/rules" }
  package var state: String { "\(root)/var" }
  package var digests: String { "\(root)/var/digests" }
  /// The key of the tokens, where the environment has none.
  package var key: String { "\(root)/var/key" }
  package var cluster: String { "\(root)/var/postgres" }

  /// Finds the workspace: the option, else `GLEANER_DIR`, else the nearest ancestor that has a `gleaner.yaml`.
  ///
  /// `currentDirectory` is absolute; relative paths are meant from it.
  package static func find(
    option: String?, environment: [String: String], currentDirectory: String
  ) throws(UsageError) -> WorkspaceLocation {
    if let option {
      return try named(option, by: "--dir", in: currentDirectory)
    }
    if let variable = environment["GLEANER_DIR"], !variable.isEmpty {
      return try named(variable, by: "GLEANER_DIR", in: currentDirectory)
    }
    var directory = FilePlace.absolute(currentDirectory, in: "/")
    while true {
      let location = WorkspaceLocation(root: directory)
      if FilePlace.isFile(location.settingsFile) { return location }
      guard directory != "/" else { break }
      directory = FilePlace.parent(directory)
    }
    throw UsageError(
      "no gleaner.yaml here or in any directory above; 'gleaner init' makes a workspace here, "
        + "--dir or GLEANER_DIR names another")
  }

  private static func named(
    _ path: String, by what: String, in directory: String
  ) throws(UsageError) -> WorkspaceLocation {
    let location = WorkspaceLocation(root: path, relativeTo: directory)
    guard FilePlace.isFile(location.settingsFile) else {
      throw UsageError(
        "\(what) names '\(path)', which has no gleaner.yaml; 'gleaner init \(path)' makes one")
    }
    return location
  }

  /// `path` relative to the root when it is inside, else as it is.
  package func relative(_ path: String) -> String {
    let prefix = root == "/" ? "/" : root + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }
}
