// A file as the import sees it: on the disk or in an archive, named so that a person finds it, read only when its turn
// comes.

import Files

/// A file to import, or a file inside an archive.
struct ImportFile {
  private enum Place {
    case disk(String)
    case archive(ArchiveShelf, String, ZipEntry)
  }

  /// Where it is: a path, within an archive the archive's path and the path in it.
  let path: String
  /// Whether the person named this very file.
  let isNamed: Bool
  private let place: Place

  /// So many bytes tell what a file is.
  private static let headBytes = 16 << 10
  /// A larger file is not something that a person wrote, nor what they said in a life.
  static let maxBytes = 1 << 30

  init(path: String, isNamed: Bool) {
    self.path = path
    self.isNamed = isNamed
    place = .disk(path)
  }

  init(_ entry: ZipEntry, of archive: String, on shelf: ArchiveShelf) {
    path = "\(archive)/\(entry.path)"
    isNamed = false
    place = .archive(shelf, archive, entry)
  }

  /// Whether it lies on the disk itself, and not in an archive.
  var isOnDisk: Bool {
    if case .disk = place { true } else { false }
  }

  /// The name without its folders.
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// The name without its ending.
  var stem: String {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// What follows the last dot of its name, in lower case; empty without one.
  var ending: String {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  /// The folders that it lies in, the innermost first.
  var folders: [String] {
    var folders: [String] = []
    var rest = path[...]
    while let slash = rest.lastIndex(of: "/") {
      rest = rest[..<slash]
      folders.append(String(rest))
    }
    return folders
  }

  /// Its first bytes.
  func head() throws(FileError) -> [UInt8] {
    switch place {
    case .disk(let path): return try FileBytes.head(path, most: Self.headBytes)
    case .archive(let shelf, let archive, let entry):
      return try shelf.archive(archive).read(entry, most: Self.headBytes)
    }
  }

  /// All its bytes; mailboxes, which may be larger, are read as they come.
  func read() throws(FileError) -> [UInt8] {
    switch place {
    case .disk(let path): return try FileBytes.read(path, limit: Self.maxBytes)
    case .archive(let shelf, let archive, let entry):
      return try shelf.archive(archive).read(entry)
    }
  }
}
