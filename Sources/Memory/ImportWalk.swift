// From what the person named to the files that may be worth reading: folders are walked, archives opened. Nothing is
// read here but lists.

import Files
import Foundation

/// The files below the given paths.
struct ImportWalk {
  private(set) var files: [ImportFile] = []
  private(set) var problems: [String] = []
  private let shelf = ArchiveShelf()
  /// More files than this are no memory but a disk.
  private static let mostFiles = 500_000

  init(_ paths: [String]) {
    for path in paths { add(path) }
  }

  private mutating func add(_ path: String) {
    let absolute = URL(filePath: path).standardizedFileURL.path(percentEncoded: false)
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: absolute, isDirectory: &isDirectory) else {
      problems.append("\(path): there is no such file or folder")
      return
    }
    guard isDirectory.boolValue else { return addFile(absolute, isNamed: true) }
    let before = files.count
    let found = Self.walk(absolute)
    for file in found { addFile(file, isNamed: false) }
    if found.count == Self.mostFiles {
      problems.append("\(path): has more than \(Self.mostFiles) files; give its folders one by one")
    }
    if files.count == before { problems.append("\(path): the folder is empty") }
  }

  /// The files below a folder, sorted; hidden ones are left alone.
  private static func walk(_ folder: String) -> [String] {
    let walker = FileManager.default.enumerator(
      at: URL(filePath: folder), includingPropertiesForKeys: [.isRegularFileKey],
      options: .skipsHiddenFiles)
    var found: [String] = []
    while let file = walker?.nextObject() as? URL, found.count < mostFiles {
      let values = try? file.resourceValues(forKeys: [.isRegularFileKey])
      if values?.isRegularFile == true { found.append(file.path(percentEncoded: false)) }
    }
    return found.sorted()
  }

  private mutating func addFile(_ path: String, isNamed: Bool) {
    guard path.lowercased().hasSuffix(".zip") else {
      files.append(ImportFile(path: path, isNamed: isNamed))
      return
    }
    do throws(FileError) {
      let archive = try shelf.archive(path)
      problems += archive.refused.map { "\(path): '\($0)' leads out of the archive, left out" }
      let entries = archive.entries.filter { !Self.isHidden($0.path) }
      if entries.isEmpty { problems.append("\(path): the archive is empty") }
      files += entries.sorted { $0.path < $1.path }.map {
        ImportFile($0, of: path, on: shelf)
      }
    } catch {
      problems.append("\(error)")
    }
  }

  /// What macOS and editors leave beside files.
  private static func isHidden(_ path: String) -> Bool {
    path.split(separator: "/").contains { $0.hasPrefix(".") || $0 == "__MACOSX" }
  }
}
