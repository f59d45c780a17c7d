// Zip archives, one entry at a time and into memory only: nothing is ever unpacked to the disk, so no path in an archive
// can lead anywhere. libzip reads what exists (zip64, several compressions) and checks each entry's sum.

internal import Glibc
internal import LibZip

/// An open zip archive; not for two threads at once.
@safe package final class ZipArchive {
  package let path: String
  /// The files in it, in their order; folders are none.
  package let entries: [ZipEntry]
  /// Names that lead out of the archive or are none, cut short: entries that are left out.
  package let refused: [String]
  private let handle: OpaquePointer
  private let limits: ZipLimits
  private var room: Int

  /// Opens an archive and lists it.
  ///
  /// Throws `notFound` and the like, `invalid` when it is no zip or damaged, `tooMany` beyond the limit of entries.
  package init(_ path: String, limits: ZipLimits = ZipLimits()) throws(FileError) {
    // Opened by us first: it may be a directory, a pipe, or nothing at all, and libzip would say so in its own words.
    let status = try Descriptor(path, O_RDONLY).status()
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileError(
        .notRegular, "only a regular file can be read as a zip archive", context: path)
    }
    var code: Int32 = 0
    guard let handle = unsafe zip_open(path, ZIP_RDONLY, &code) else {
      throw Self.error(code, path, what: "")
    }
    let count = unsafe Int(zip_get_num_entries(handle, 0))
    guard count <= limits.entries else {
      unsafe zip_discard(handle)
      throw FileError(
        .tooMany, "the archive has \(count) entries, more than \(limits.entries)", context: path)
    }
    var (entries, refused): ([ZipEntry], [String]) = ([], [])
    for index in 0..<UInt64(max(0, count)) {
      guard let (name, entry) = unsafe Self.entry(handle, index) else { continue }
      if let entry { entries.append(entry) } else if refused.count < 100 { refused.append(name) }
    }
    self.path = path
    self.entries = entries
    self.refused = refused
    unsafe self.handle = handle
    self.limits = limits
    room = limits.totalBytes
  }

  deinit { unsafe zip_discard(handle) }

  /// The first entry with this path.
  package func entry(_ path: String) -> ZipEntry? { entries.first { $0.path == path } }

  /// The bytes of one entry.
  ///
  /// Throws `tooLarge` beyond a limit, `denied` for one with a password, `invalid` for a damaged one; the others can be
  /// read all the same. `most` asks for the beginning alone, whose sum nobody checks.
  package func read(_ entry: ZipEntry, most: Int? = nil) throws(FileError) -> [UInt8] {
    let context = "\(path), \(entry.path)"
    guard !entry.isEncrypted else {
      throw FileError(
        .denied, "is encrypted; unpack the archive with its password and import the folder",
        context: context)
    }
    let limit = min(limits.entryBytes, room)
    guard let file = unsafe zip_fopen_index(handle, entry.index, 0) else {
      throw Self.error(unsafe zip_error_code_zip(zip_get_error(handle)), context, what: entry.path)
    }
    defer { unsafe zip_fclose(file) }
    let wanted = min(most ?? .max, limit + 1)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(entry.size, wanted, 64 << 20))
    var piece = [UInt8](repeating: 0, count: 256 << 10)
    while bytes.count < wanted {
      let size = UInt64(min(piece.count, wanted - bytes.count))
      let count = unsafe zip_fread(file, &piece, size)
      guard count >= 0 else {
        throw Self.error(
          unsafe zip_error_code_zip(zip_file_get_error(file)), context, what: entry.path)
      }
      if count == 0 { break }
      bytes += piece.prefix(Int(count))
    }
    if most == nil { room -= bytes.count }
    guard bytes.count <= limit else {
      throw FileError(
        .tooLarge, "larger than what is left of the limit (\(limit) bytes)", context: context)
    }
    return bytes
  }

  // MARK: Listing

  /// The entry at a place, without one where the name is not to be trusted; nil for a folder.
  private static func entry(
    _ handle: OpaquePointer, _ index: UInt64
  ) -> (name: String, entry: ZipEntry?)? {
    var status = unsafe zip_stat_t()
    unsafe zip_stat_init(&status)
    guard unsafe zip_stat_index(handle, index, 0, &status) == 0, let raw = unsafe status.name else {
      return ("entry \(index + 1)", nil)
    }
    let name = unsafe String(cString: raw).replacing("\\", with: "/")
    guard !name.hasSuffix("/") else { return nil }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let isPlain =
      parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." } && name.utf8.count <= 4_096
      && !name.utf8.contains { $0 < 0x20 || $0 == 0x7F }
    guard isPlain else { return (String(name.prefix(200)), nil) }
    return unsafe (
      name,
      ZipEntry(
        path: name, size: Int(clamping: status.size),
        isEncrypted: status.encryption_method != 0, index: index)
    )
  }

  private static func error(_ code: Int32, _ context: String, what: String) -> FileError {
    switch code {
    case ZIP_ER_NOZIP:
      FileError(
        .invalid, "is no zip archive, or its end is missing; fetch it again", context: context)
    case ZIP_ER_NOPASSWD, ZIP_ER_WRONGPASSWD, ZIP_ER_ENCRNOTSUPP:
      FileError(
        .denied, "is encrypted; unpack the archive with its password and import the folder",
        context: context)
    case ZIP_ER_COMPNOTSUPP:
      FileError(
        .invalid, "is packed in a way that is not known; unpack the archive and import the folder",
        context: context)
    case ZIP_ER_CRC, ZIP_ER_ZLIB, ZIP_ER_INCONS, ZIP_ER_EOF, ZIP_ER_READ, ZIP_ER_SEEK:
      FileError(.invalid, "is damaged; fetch the archive again", context: context)
    case ZIP_ER_OPEN: .last(context)
    default: FileError(.failed, "cannot be read (libzip \(code))", context: context)
    }
  }
}
