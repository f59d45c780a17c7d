// Where a workspace's digests are delivered to.

import Digest
import Store
import Workspace

extension OpenWorkspace {
  /// Writes all digests that have no files yet below `var/digests`, in the configured formats or in these.
  ///
  /// Gives the paths.
  func deliverDigests(
    from database: Database, _ formats: [DigestFormat]? = nil
  ) async throws -> [String] {
    let composer = DigestComposer(database: database, settings: digestSettings)
    return try await DigestDelivery(
      composer: composer, formats: formats ?? settings.digestFormats, folder: location.digests
    ).deliver(at: now)
  }
}
