// The sources that the person declared, after patterns have become files. Everything wrong in any of the files is
// reported at once.

package import Feed
package import Service

/// A source and where it was declared.
package struct DeclaredSource: Sendable, Hashable {
  package internal(set) var source: Source
  /// Relative to the workspace.
  package let file: String
  package let position: YAMLPosition

  package var line: Int { position.line }
  package var place: SourcePlace { SourcePlace(file: file, line: line) }
}

/// All sources of a workspace, in the order of files and lines.
package struct SourceList: Sendable, Hashable {
  package let entries: [DeclaredSource]
  /// What is no error but surprising, such as a pattern that matches no file.
  package let warnings: [Problem]

  package init(entries: [DeclaredSource] = [], warnings: [Problem] = []) {
    self.entries = entries
    self.warnings = warnings
  }

  package var sources: [Source] { entries.map(\.source) }
  /// Those that are asked: the others are paused.
  package var pulled: [Source] { sources.filter { !$0.isPaused } }

  /// Reads `feeds/*.yaml` and `feeds/*.opml`.
  ///
  /// What stands in both is as YAML says.
  package static func load(_ location: WorkspaceLocation) throws(SettingsError) -> SourceList {
    let folder = SettingsFolder(location, "feeds")
    var problems: [Problem] = []
    var warnings: [Problem] = []
    var entries: [DeclaredSource] = []
    folder.eachEntry(into: &problems) { node, file, problems in
      let decoder = SourceDecoder(location: location, file: file)
      entries += decoder.sources(node, problems: &problems, warnings: &warnings)
    }
    problems += duplicates(entries)
    let outlines = folder.outlines.flatMap { file in
      OutlineDecoder(location: location, file: file)
        .sources(problems: &problems, warnings: &warnings)
    }
    guard problems.isEmpty else { throw SettingsError(problems.inFileOrder) }
    return SourceList(entries: entries.joined(byOutlines: outlines), warnings: warnings)
  }

  /// The source of that address; else those of that name.
  package func entries(named wanted: String) -> [DeclaredSource] {
    let address = SourceAddress.web(wanted) ?? wanted
    let exact = entries.filter { $0.source.address == address }
    guard exact.isEmpty else { return exact }
    return entries.filter { $0.source.name?.lowercased() == wanted.lowercased() }
  }

  /// The entry of the same feed as one of these addresses, however they are written; nil where none is listed.
  package func entry(like addresses: [String]) -> DeclaredSource? {
    let keys = Set(addresses.map(SourceAddress.key))
    return entries.first { keys.contains(SourceAddress.key($0.source.address)) }
  }

  private static func duplicates(_ entries: [DeclaredSource]) -> [Problem] {
    var first: [String: DeclaredSource] = [:]
    return entries.compactMap { entry in
      guard let other = first.updateValue(entry, forKey: entry.source.address) else { return nil }
      first[entry.source.address] = other
      let place = "\(other.file):\(other.position.line):\(other.position.column)"
      return Problem(
        file: entry.file, position: entry.position,
        message: "source '\(entry.source.address)' a second time, first declared at \(place)")
    }
  }
}
