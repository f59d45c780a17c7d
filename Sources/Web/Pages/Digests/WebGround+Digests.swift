// What all pages of digests stand on.

import Digest
import FoundationEssentials
import Store
import Workspace

extension WebGround {
  /// Finds digests again.
  func composer() async throws -> DigestComposer {
    DigestComposer(database: database, settings: try await digestSettings())
  }

  /// What links from outside prove themselves with.
  func linkKey() async throws -> LinkKey {
    var chance = SystemRandomNumberGenerator()
    return try await LinkKey.find(in: database, using: &chance)
  }
}
