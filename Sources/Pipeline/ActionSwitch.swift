// The kill switch as a file: it holds without a database, and whoever cannot run a program can make it.

import Files
package import Foundation
package import Store
package import Workspace

/// `var/actions.stop`.
package struct ActionSwitch: Sendable {
  private static let bytesMax = 1_000
  /// Where the file is.
  package let path: String

  package init(_ location: WorkspaceLocation) { path = "\(location.state)/actions.stop" }

  /// The stop that the file is, with its text as the reason; nil where there is no file.
  package func stop(now: Date) -> ActionStop? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let text = FileManager.default.contents(atPath: path).map {
      String(decoding: $0.prefix(Self.bytesMax), as: UTF8.self)
        .trimmingCharacters(in: .whitespacesAndNewlines)
    }
    let made =
      try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    return ActionStop(
      account: nil, isPersons: true,
      why: text.flatMap { $0.isEmpty ? nil : $0 } ?? "the file var/actions.stop is there",
      at: made ?? now)
  }

  /// Makes the file, with the reason as its text.
  package func set(_ why: String) throws {
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try AtomicFile.write(why + "\n", to: path)
  }

  /// Gives whether it was there.
  package func lift() throws -> Bool {
    guard FileManager.default.fileExists(atPath: path) else { return false }
    try FileManager.default.removeItem(atPath: path)
    return true
  }
}
