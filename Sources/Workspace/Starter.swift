// What `gleaner init` writes. The files are the documentation of the settings, so they stand here once, the
// repository's own copies are compared with them by a test, and nothing that exists is ever overwritten.

import Service

/// The files of a new workspace.
package enum Starter {
  /// One file, by its path below the root.
  package struct File: Sendable, Hashable {
    package let path: String
    package let text: String
  }

  /// What happened to one file.
  package struct Outcome: Sendable, Hashable {
    package let path: String
    /// False when the file was there before and was kept.
    package let isNew: Bool
  }

  package static let files = [
    File(path: "gleaner.yaml", text: StarterText.settings),
    File(path: "feeds/feeds.yaml", text: StarterText.feeds),
    File(path: "rules/rules.yaml", text: StarterText.rules),
    File(path: ".gitignore", text: StarterText.ignored),
  ]

  /// Writes the files into `root`, which is created where it is missing; existing files are kept as they are.
  package static func write(to root: String) throws(StarterError) -> [Outcome] {
    var outcomes: [Outcome] = []
    for file in files {
      let isNew = try NewFile.write(file.text, to: "\(root)/\(file.path)")
      outcomes.append(Outcome(path: file.path, isNew: isNew))
    }
    return outcomes
  }
}

/// A workspace that could not be written.
package struct StarterError: Error, Sendable, Hashable, CustomStringConvertible {
  package let path: String
  package let message: String

  package var description: String {
    "cannot write \(TerminalText.clean(path)): \(TerminalText.clean(message))"
  }
}
