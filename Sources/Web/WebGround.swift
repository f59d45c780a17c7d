// What pages stand on: the store, the settings as they were when the server began, and the files of the workspace.

package import HTTP
package import Pipeline
package import Store
package import Workspace

/// Everything that handlers may use.
package struct WebGround: Sendable {
  package let database: Database
  package let settings: Settings
  package let location: WorkspaceLocation
  /// What a pass would be told now; nil where nobody can be asked.
  package var judging: (@Sendable (Database) async throws -> PipelineSettings)?
  /// For what has to be fetched; nil where nothing is.
  package var client: Client?
  /// The lists of sources, as they are.
  package var listed = SourceListKeeper()
  /// Whoever changes the lists of sources waits here for their turn.
  package var lists = SourceGate()

  package init(database: Database, settings: Settings, location: WorkspaceLocation) {
    self.database = database
    self.settings = settings
    self.location = location
  }
}
