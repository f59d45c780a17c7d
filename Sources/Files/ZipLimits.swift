// What an archive may cost. A zip of a few kilobytes can hold petabytes (zip bombs), and one of a few megabytes millions
// of names.

/// Bounds on an archive; beyond them it is refused, or one entry of it.
package struct ZipLimits: Sendable, Hashable {
  /// Entries of all kinds.
  package var entries = 200_000
  /// Bytes of one entry, unpacked.
  package var entryBytes = 256 << 20
  /// Bytes of all entries that are read, unpacked.
  package var totalBytes = 4 << 30

  package init() {}
}

/// One file in an archive.
package struct ZipEntry: Sendable, Hashable {
  /// Its path in the archive: relative, its parts without `..`, UTF-8.
  package let path: String
  /// Bytes as the archive claims, unpacked.
  package let size: Int
  /// It wants a password.
  package let isEncrypted: Bool
  let index: UInt64
}
