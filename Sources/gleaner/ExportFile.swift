// A file that the person names for a result. What is there already is theirs: it is never written over.

import Files
import Foundation
import Service

enum ExportFile {
  /// The file that a command line names for the result; nil for standard output, which is `-` too.
  static func named(by invocation: Invocation) -> String? {
    invocation.operands.first.flatMap { $0 == "-" ? nil : $0 }
  }

  /// Writes a new file, whole or not at all.
  static func write(_ text: String, to path: String) throws {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw UsageError("\(path) exists already; name a new file, or write over it with '> FILE'")
    }
    try AtomicFile.write(text, to: path)
  }
}
