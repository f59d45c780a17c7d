// What pages stand on: the store, the settings as they were when the server began, and the files of the workspace.

package import Store
package import Workspace

/// Everything that handlers may use.
package struct WebGround: Sendable {
  package let database: Database
  package let settings: Settings
  package let location: WorkspaceLocation

  package init(database: Database, settings: Settings, location: WorkspaceLocation) {
    self.database = database
    self.settings = settings
    self.location = location
  }
}
