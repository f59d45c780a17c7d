// Writes an edition in the configured formats below `var/digests`.

import Digest
import Workspace

enum DigestFiles {
  /// The paths written, or none without an edition.
  static func write(_ edition: Edition?, _ workspace: OpenWorkspace) throws -> [String] {
    guard let edition else { return [] }
    return try workspace.settings.digestFormats.map {
      try $0.write(edition, into: workspace.location.digests)
    }
  }
}
