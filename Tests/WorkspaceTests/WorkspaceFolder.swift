// A workspace for one test, below the temporary folder; gone when the test is.

import Foundation
import Workspace

/// A folder with the files that a test gives it.
final class WorkspaceFolder {
  let root: String

  init(_ files: [String: String] = [:]) throws {
    root = NSTemporaryDirectory().trimmingSuffix("/") + "/gleaner-workspace-\(UUID())"
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    for (path, text) in files { try write(text, to: path) }
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  var location: WorkspaceLocation { WorkspaceLocation(root: root) }

  func write(_ text: String, to path: String) throws {
    let url = URL(fileURLWithPath: "\(root)/\(path)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func read(_ path: String) throws -> String {
    try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
