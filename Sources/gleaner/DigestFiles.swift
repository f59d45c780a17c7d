// Where a workspace's digests are delivered to.

import Digest
import Store
import Workspace

extension OpenWorkspace {
  /// Writes all digests that have no files yet below `var/digests`, in the configured formats; gives the paths.
  ///
  /// `special` names one digest that is wanted in other formats.
  func deliverDigests(
    from database: Database, special: (number: Int64, formats: [DigestFormat])? = nil
  ) async throws -> [String] {
    let composer = DigestComposer(
      database: database, settings: digestSettings(in: try await space(in: database)))
    return try await DigestDelivery(
      composer: composer, formats: settings.digestFormats, folder: location.digests
    ).deliver(at: now, special: special)
  }
}
