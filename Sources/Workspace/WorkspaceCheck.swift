// The same reading as `WorkspaceFiles`, but for its findings: what is wrong is the result and not an error.

package import Service

/// What was found in the files of a workspace.
package struct WorkspaceCheck: Sendable, Hashable {
  package let problems: [Problem]
  package let warnings: [Problem]
  /// Zero when their files have problems.
  package let rules: Int
  /// Zero when their files have problems.
  package let sources: Int

  package init(_ location: WorkspaceLocation, environment: [String: String]) {
    do throws(SettingsError) {
      let files = try WorkspaceFiles.load(location, environment: environment)
      problems = []
      warnings = files.sources.warnings
      rules = files.rules.entries.count
      sources = files.sources.entries.count
    } catch {
      problems = error.problems
      warnings = []
      rules = 0
      sources = 0
    }
  }
}
