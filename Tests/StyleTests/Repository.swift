// The repository as the style tests see it: its files, read from disk.

import Foundation

/// The files of this checkout.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func text(_ path: String) -> String {
    (try? String(contentsOf: root.appending(path: path), encoding: .utf8)) ?? ""
  }

  /// The text of a Swift file without its comment lines.
  static func code(_ path: String) -> String {
    text(path).split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.drop(while: \.isWhitespace).hasPrefix("//") }.joined(separator: "\n")
  }

  /// Paths of the Swift files below a folder, relative to the root, sorted.
  static func swiftFiles(below folder: String) -> [String] {
    let base = root.appending(path: folder)
    let walker = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil)
    let files = (walker?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
    let prefix = root.path(percentEncoded: false)
    return files.map { String($0.path(percentEncoded: false).dropFirst(prefix.count)) }.sorted()
  }

  /// The folders directly below `Sources`.
  static var rooms: [String] {
    let base = root.appending(path: "Sources").path(percentEncoded: false)
    return ((try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []).sorted()
  }

  /// The module that a source file belongs to: `Sources/Feed/Item.swift` → `Feed`.
  static func room(of path: String) -> String {
    String(path.split(separator: "/").dropFirst().first ?? "")
  }

  /// The modules that a Swift source imports.
  static func imports(of source: String) -> [String] {
    source.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard let index = words.firstIndex(of: "import"), index <= 2, index + 1 < words.count else {
        return nil
      }
      let isImport = words[..<index].allSatisfy {
        ["package", "private", "internal", "fileprivate", "@preconcurrency"].contains($0)
          || $0.hasPrefix("@")
      }
      return isImport ? String(words[index + 1].split(separator: ".")[0]) : nil
    }
  }
}
