// A folder of YAML lists: feeds and rules are kept as several files so that each can have a subject.

import Service

/// The YAML files of one folder of a workspace, each holding a list.
struct SettingsFolder {
  let name: String
  /// Paths relative to the workspace, sorted.
  private(set) var files: [String] = []
  /// The OPML files beside them, relative to the workspace, sorted.
  private(set) var outlines: [String] = []
  private let location: WorkspaceLocation
  private var failure: Problem?

  init(_ location: WorkspaceLocation, _ name: String) {
    self.location = location
    self.name = name
    let directory = "\(location.root)/\(name)"
    do {
      let names = try FilePlace.names(in: directory, suffixes: [".yaml", ".yml", ".opml"])
      files = names.filter { !$0.hasSuffix(".opml") }.map { "\(name)/\($0)" }
      outlines = names.filter { $0.hasSuffix(".opml") }.map { "\(name)/\($0)" }
    } catch {
      failure = Problem(file: name, position: nil, message: "cannot be listed: \(error)")
    }
  }

  /// Calls `body` with each element of each file's list; a file that is no list becomes a problem.
  func eachEntry(
    into problems: inout [Problem], _ body: (YAMLNode, String, inout [Problem]) -> Void
  ) {
    if let failure { problems.append(failure) }
    for file in files {
      var found: [Problem] = []
      do throws(SettingsError) {
        let root = try SettingsFile.read("\(location.root)/\(file)", name: file)
        for node in Self.entries(root, file, &found) { body(node, file, &found) }
      } catch {
        found += error.problems
      }
      problems += found.inFileOrder
    }
  }

  /// The elements of a file's list; a file that is no list becomes a problem.
  static func entries(
    _ root: YAMLNode, _ file: String, _ problems: inout [Problem]
  ) -> [YAMLNode] {
    if case .sequence(let nodes) = root.content { return nodes }
    guard !root.isNull else { return [] }
    problems.append(
      Problem(
        file: file, position: root.position, message: "\(root.summary), expected a list ('- …')"))
    return []
  }
}
