// Expected output as files. `RECORD=1 swift test` writes them anew; the diff then shows what changed.

import FoundationEssentials
package import Testing

/// Compares text with a file beside the test.
package enum Golden {
  /// Expects `text` to be what `Golden/<name>` beside the calling file holds.
  package static func expect(
    _ text: String, matches name: String, file: String = #filePath,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent().appending(path: "Golden")
    let path = folder.appending(path: name)
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try FileManager.default.createDirectory(
        at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: path)
      return
    }
    guard let data = FileManager.default.contents(atPath: path.path) else {
      Issue.record("there is no Golden/\(name); RECORD=1 makes it", sourceLocation: sourceLocation)
      return
    }
    let expected = String(decoding: data, as: UTF8.self)
    guard text != expected else { return }
    Issue.record(
      "\(difference(expected, text))\nGolden/\(name) differs", sourceLocation: sourceLocation)
  }

  /// The first lines that differ, with their number.
  private static func difference(_ expected: String, _ actual: String) -> String {
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
    var lines: [String] = []
    for index in 0..<max(old.count, new.count) where lines.count < 20 {
      let (left, right) = (
        index < old.count ? old[index] : nil, index < new.count ? new[index] : nil
      )
      guard left != right else { continue }
      if let left { lines.append("\(index + 1) - \(left)") }
      if let right { lines.append("\(index + 1) + \(right)") }
    }
    return lines.joined(separator: "\n")
  }
}
