// What all pages of digests stand on.

import Digest
import FoundationEssentials
import Store
import Workspace

extension WebGround {
  /// Finds digests again.
  var composer: DigestComposer {
    DigestComposer(
      database: database,
      settings: DigestSettings(
        person: settings.person, items: settings.digestItems, timeZone: settings.timeZone,
        model: settings.embedding.space))
  }

  /// What links from outside prove themselves with.
  func linkKey() async throws -> LinkKey {
    var chance = SystemRandomNumberGenerator()
    return try await LinkKey.find(in: database, using: &chance)
  }
}
