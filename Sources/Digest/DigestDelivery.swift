// Brings recorded digests to where the person reads them. What was recorded and not delivered, because the process died
// or the disk was full, is delivered the next time.

package import FoundationEssentials
import Store
package import Workspace

/// Writes digests as files.
package struct DigestDelivery: Sendable {
  let composer: DigestComposer
  let formats: [DigestFormat]
  let folder: String

  /// `formats` are written into `folder`.
  package init(composer: DigestComposer, formats: [DigestFormat], folder: String) {
    self.composer = composer
    self.formats = formats
    self.folder = folder
  }

  /// Writes every digest that has no files yet; gives the paths, oldest digest first.
  ///
  /// `special` names one digest that is wanted in other formats.
  package func deliver(
    at now: Date, special: (number: Int64, formats: [DigestFormat])? = nil
  ) async throws -> [String] {
    var paths: [String] = []
    for row in try await composer.database.unwrittenDigests() {
      guard let edition = try await composer.edition(row.id) else { continue }
      let wanted = special?.number == row.id ? special?.formats : nil
      paths += try (wanted ?? formats).map { try $0.write(edition, into: folder) }
      try await composer.database.markWritten(row.id, at: now)
    }
    return paths
  }
}
