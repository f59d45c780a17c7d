// Paths as text. `..` is resolved by the letters and not through links, so that a source keeps its address wherever
// the disk is mounted.

import Foundation

/// What a path says, and whether something is there.
enum FilePlace {
  /// `path` seen from `directory`, without `.`, `..`, double slashes or a slash at its end.
  static func absolute(_ path: String, in directory: String) -> String {
    var parts: [Substring] = []
    for part in (path.hasPrefix("/") ? path : directory + "/" + path).split(separator: "/") {
      if part == ".." {
        _ = parts.popLast()
      } else if part != "." {
        parts.append(part)
      }
    }
    return "/" + parts.joined(separator: "/")
  }

  static func parent(_ path: String) -> String {
    absolute("..", in: path)
  }

  static func isFile(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
      && !isDirectory.boolValue
  }

  static func isDirectory(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
      && isDirectory.boolValue
  }

  /// The names in a directory that end in one of `suffixes`, sorted; none if it is absent.
  ///
  /// Hidden ones are left out.
  static func names(in directory: String, suffixes: [String]) throws -> [String] {
    guard isDirectory(directory) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: directory)
      .filter { name in !name.hasPrefix(".") && suffixes.contains { name.hasSuffix($0) } }
      .sorted()
  }
}
