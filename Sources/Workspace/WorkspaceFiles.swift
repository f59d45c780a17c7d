// Everything that a person wrote, read in one go, so that one command can say all that is wrong with all of it.

package import Service

/// The decoded files of a workspace.
package struct WorkspaceFiles: Sendable {
  package let location: WorkspaceLocation
  package let settings: Settings
  package let sources: SourceList
  package let rules: RuleList

  /// Reads settings, sources and rules; throws the problems of all three together.
  package static func load(
    _ location: WorkspaceLocation, environment: [String: String]
  ) throws(SettingsError) -> WorkspaceFiles {
    var problems: [Problem] = []
    let settings = part(&problems) { () throws(SettingsError) in
      try Settings.load(location, environment: environment)
    }
    let sources = part(&problems) { () throws(SettingsError) in try SourceList.load(location) }
    let rules = part(&problems) { () throws(SettingsError) in try RuleList.load(location) }
    guard let settings, let sources, let rules else { throw SettingsError(problems) }
    return WorkspaceFiles(location: location, settings: settings, sources: sources, rules: rules)
  }

  private static func part<Value>(
    _ problems: inout [Problem], _ load: () throws(SettingsError) -> Value
  ) -> Value? {
    do throws(SettingsError) {
      return try load()
    } catch {
      problems += error.problems
      return nil
    }
  }
}
